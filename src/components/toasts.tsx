import { Toast } from '@base-ui/react/toast'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'

const manager = Toast.createToastManager()

type Notification = {
  title: string
  description?: ReactNode
  tone?: 'ok' | 'bad'
  action?: { label: string; onClick: () => void }
}

/** Tells the person that something happened elsewhere on the page; goes away by itself. */
export const notify = ({ title, description, tone, action }: Notification) =>
  manager.add({
    title,
    description,
    type: tone,
    priority: tone === 'bad' ? 'high' : 'low',
    timeout: tone === 'bad' ? 12_000 : 7_000,
    actionProps: action && { children: action.label, onClick: action.onClick },
  })

/** Over a question only the newest, and at the top: its buttons are at its bottom, and are not to be covered. */
const ABOVE_QUESTIONS =
  '[body[data-asking]_&]:top-3 [body[data-asking]_&]:bottom-auto [body[data-asking]_&]:*:nth-[n+2]:hidden'

/** Where notifications appear; mounted once. */
export function Toaster() {
  return (
    <Toast.Provider toastManager={manager} limit={3}>
      <Toast.Portal>
        <Toast.Viewport
          className={`fixed right-3 bottom-34 z-50 flex w-[min(22rem,calc(100vw-1.5rem))] flex-col gap-2 sm:bottom-22 ${ABOVE_QUESTIONS}`}
        >
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
}

const MARKS: Record<string, string> = { ok: 'bg-ok', bad: 'bg-bad' }

function ToastList() {
  const { toasts } = Toast.useToastManager()
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className="rounded-lg border border-line bg-panel shadow-float transition-opacity duration-150 data-ending-style:opacity-0 data-limited:hidden data-starting-style:opacity-0"
    >
      <Toast.Content className="flex items-start gap-2.5 p-3">
        <span
          aria-hidden
          className={`mt-1.5 size-2 shrink-0 rounded-full ${MARKS[toast.type ?? ''] ?? 'bg-accent'}`}
        />
        <div className="flex min-w-0 flex-1 flex-col gap-0.5">
          <Toast.Title className="font-semibold break-words normal-nums" />
          <Toast.Description className="break-words text-ink-2" />
          <Toast.Action className="mt-1 self-start rounded-md font-semibold text-accent-ink hover:underline" />
        </div>
        <Toast.Close aria-label="Dismiss" className="rounded-md p-1 text-ink-3 hover:bg-sunk">
          <X aria-hidden size={14} strokeWidth={1.75} />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ))
}

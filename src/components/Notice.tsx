import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

type Tone = 'info' | 'ok' | 'warn' | 'bad'

const TONES = {
  info: { Icon: Info, box: 'bg-accent-wash', mark: 'text-accent-ink' },
  ok: { Icon: CircleCheck, box: 'bg-accent-wash', mark: 'text-ok' },
  warn: { Icon: TriangleAlert, box: 'bg-warn-soft', mark: 'text-warn' },
  bad: { Icon: CircleAlert, box: 'bg-bad-soft', mark: 'text-bad' },
} satisfies Record<Tone, unknown>

type NoticeProps = {
  tone?: Tone
  title?: ReactNode
  children?: ReactNode
  /** Buttons: what to do now. */
  actions?: ReactNode
  /** Read out by a screen reader as soon as it appears. */
  live?: boolean
}

/** Says what happened, then what to do. */
export function Notice({ tone = 'info', title, children, actions, live = false }: NoticeProps) {
  const { Icon, box, mark } = TONES[tone]
  return (
    <div role={live ? 'alert' : undefined} className={`flex gap-2.5 rounded-md px-3 py-2.5 ${box}`}>
      <Icon aria-hidden size={16} strokeWidth={1.75} className={`mt-px shrink-0 ${mark}`} />
      <div className="flex min-w-0 flex-1 flex-col gap-1.5">
        {title && <p className="font-semibold">{title}</p>}
        {children && <div className="break-words text-ink-2">{children}</div>}
        {actions && <div className="mt-1 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  )
}

import { Dialog as Base } from '@base-ui/react/dialog'
import type { ReactNode, RefObject } from 'react'
import { Asking } from './Asking'

type DialogProps = {
  open: boolean
  onClose: () => void
  title: string
  /** One sentence under the title; read out when the dialog opens. */
  description?: ReactNode
  children?: ReactNode
  actions: ReactNode
  initialFocus?: RefObject<HTMLElement | null>
  /** For a list or a table rather than a question. */
  wide?: boolean
}

/** A question that must be answered before anything else; focus returns to where it came from. */
export function Dialog(props: DialogProps) {
  const { open, onClose, title, description, children, actions, initialFocus, wide = false } = props
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup
          // Toasts have the same role; keys of the screen must only stop at a question like this.
          data-question
          initialFocus={initialFocus}
          className={`fixed top-[18vh] left-1/2 z-40 flex max-h-[70vh] ${wide ? 'w-[min(46rem,calc(100vw-1.5rem))]' : 'w-[min(30rem,calc(100vw-1.5rem))]'} -translate-x-1/2 flex-col gap-3 rounded-lg border border-line bg-panel p-5 shadow-float transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0`}
        >
          <Asking />
          <Base.Title className="text-lg font-semibold">{title}</Base.Title>
          {description && <Base.Description className="text-ink-2">{description}</Base.Description>}
          {children}
          <div className="mt-1 flex flex-wrap justify-end gap-2">{actions}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

import type { ReactNode } from 'react'

/** Of a section's heading with its distance and its frame, in pixels. */
const HEADING_HEIGHT = 26

type BoardSectionProps = {
  id: string
  title: string
  count: string
  /** What else there is to say of them, or to do. */
  aside?: ReactNode
  maxHeight?: number
  children: ReactNode
  foot?: ReactNode
}

/** A list of tasks under its heading; no higher than it may be. */
export function BoardSection({ id, title, count, aside, maxHeight, children, foot }: BoardSectionProps) {
  return (
    <section
      aria-labelledby={id}
      style={maxHeight === undefined ? undefined : { maxHeight: maxHeight + HEADING_HEIGHT }}
      className="flex min-h-24 flex-1 flex-col gap-1.5"
    >
      <div className="flex items-baseline gap-2 px-1 text-sm">
        <h2 id={id} className="font-semibold text-ink-2">
          {title} <span className="font-normal">{count}</span>
        </h2>
        {aside}
      </div>
      <div className="flex min-h-0 flex-1 flex-col overflow-hidden rounded-lg border border-line bg-panel">
        {children}
      </div>
      {foot}
    </section>
  )
}

type AsideProps = { warns?: boolean; onClick: () => void; children: ReactNode }

/** A button in a heading's line. */
export const Aside = ({ warns = false, onClick, children }: AsideProps) => (
  <button
    type="button"
    onClick={onClick}
    className={`-my-0.5 rounded-sm py-0.5 font-semibold hover:underline ${warns ? 'text-warn' : 'text-accent-ink'}`}
  >
    {children}
  </button>
)

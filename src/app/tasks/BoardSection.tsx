import type { ReactNode } from 'react'

/** Of a section's heading with its distance and its frame, in pixels. */
const HEADING_HEIGHT = 26

type BoardSectionProps = {
  id: string
  title: string
  count: string
  maxHeight?: number
  children: ReactNode
  foot?: ReactNode
}

/** A list of tasks under its heading; no higher than it may be. */
export function BoardSection({ id, title, count, maxHeight, children, foot }: BoardSectionProps) {
  return (
    <section
      aria-labelledby={id}
      style={maxHeight === undefined ? undefined : { maxHeight: maxHeight + HEADING_HEIGHT }}
      className="flex min-h-24 flex-1 flex-col gap-1.5"
    >
      <h2 id={id} className="px-1 text-sm font-semibold text-ink-2">
        {title} <span className="font-normal">{count}</span>
      </h2>
      <div className="flex min-h-0 flex-1 flex-col overflow-hidden rounded-lg border border-line bg-panel">
        {children}
      </div>
      {foot}
    </section>
  )
}

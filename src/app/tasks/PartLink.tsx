import { Link } from 'react-router'
import { tasksPath } from '../paths'
import type { Part } from '../shared/parts'

type PartLinkProps = { part: Part; /** In a list that is one tab stop. */ inList?: boolean }

/** Says of a task that it is one of several, and leads to all of them. */
export const PartLink = ({ part: { part, of, siblings }, inList = false }: PartLinkProps) => (
  <Link
    to={tasksPath(siblings)}
    tabIndex={inList ? -1 : undefined}
    onClick={(event) => event.stopPropagation()}
    className="relative shrink-0 rounded-sm font-medium text-accent-ink hover:underline"
  >
    Part {part} of {of}
    <span className="sr-only">: show them all</span>
  </Link>
)

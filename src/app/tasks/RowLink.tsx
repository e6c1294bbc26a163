import type { PageLinkProps } from '../shared/PageLink'
import { type Follow, followClick } from '../shared/use-follow'

type RowLinkProps = PageLinkProps & {
  follow: Follow
  /** What it tells the mouse, made only for a row that it is on. */
  tell?: () => string
}

/** A link in a row of a long list, which is one tab stop. How to follow it comes with the row: there are sixty of them. */
export const RowLink = ({ to, follow, tell, onClick, children, ...rest }: RowLinkProps) => (
  <a
    {...rest}
    href={`#${to}`}
    tabIndex={-1}
    // The row may come to show another while the mouse rests on it.
    onPointerMove={tell && (({ currentTarget }) => (currentTarget.title = tell()))}
    onPointerLeave={tell && (({ currentTarget }) => currentTarget.removeAttribute('title'))}
    onClick={(event) => {
      // The row would take it for a click on itself.
      event.stopPropagation()
      onClick?.(event)
      followClick(event, to, follow)
    }}
  >
    {children}
  </a>
)

import type { AnchorHTMLAttributes, MouseEvent } from 'react'

type RowLinkProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> & {
  /** A path of this page, with its query. */
  to: string
  follow: (to: string) => void
}

/**
 * A link in a row of a long list, which is one tab stop. The router's own looks through the whole page for a `<base>` and listens
 * to the address, each of them, which for sixty of them is the larger part of showing a list.
 */
export function RowLink({ to, follow, onClick, children, ...rest }: RowLinkProps) {
  const onFollow = (event: MouseEvent<HTMLAnchorElement>) => {
    // The row would take it for a click on itself.
    event.stopPropagation()
    onClick?.(event)
    // To another tab or window the browser goes by itself.
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    follow(to)
  }
  return (
    <a {...rest} href={`#${to}`} tabIndex={-1} onClick={onFollow}>
      {children}
    </a>
  )
}

/** A path with its query, where there is one. */
export const pathWith = (path: string, search: string) => (search ? `${path}?${search}` : path)

import type { ComponentProps } from 'react'
import { followClick, useFollow } from './use-follow'

export type PageLinkProps = Omit<ComponentProps<'a'>, 'href'> & {
  /** A path of this page, with its query. */
  to: string
}

/** A link to another path of this page. Unlike the router's own it is not drawn with every change of the address. */
export function PageLink({ to, onClick, children, ...rest }: PageLinkProps) {
  const follow = useFollow()
  return (
    <a
      {...rest}
      href={`#${to}`}
      onClick={(event) => {
        onClick?.(event)
        followClick(event, to, follow)
      }}
    >
      {children}
    </a>
  )
}

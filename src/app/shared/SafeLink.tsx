import { ExternalLink } from 'lucide-react'
import { FileName } from '../../components/FileName'
import { capped, safeLink } from './safe-link'

type SafeLinkProps = {
  /** As it came from Globus. */
  address: string
  /** Before the host, which is always shown; without it the rest of the address is. */
  label?: string
}

/** An address from elsewhere: to be opened when it is safe to (checklist H4), else to be read. */
export function SafeLink({ address, label }: SafeLinkProps) {
  const link = safeLink(address)
  if (!link) return <FileName name={capped(address, 200)} className="break-all" />
  const rest = link.href.slice(link.href.indexOf(link.host) + link.host.length)
  return (
    <a
      href={link.href}
      target="_blank"
      rel="noopener noreferrer"
      className="rounded-sm break-all text-accent-ink underline decoration-1 underline-offset-2"
    >
      {label && `${label} `}
      <bdi>
        {label ? `(${link.host})` : link.host}
        {!label && rest !== '/' && capped(rest, 120)}
      </bdi>
      <ExternalLink aria-hidden size={12} strokeWidth={1.75} className="ml-1 inline align-baseline" />
      <span className="sr-only"> (opens in a new tab)</span>
    </a>
  )
}

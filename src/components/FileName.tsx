import { isPlainName, type NamePart, visibleName } from './visible-name'

/**
 * A name from elsewhere, shown so that it cannot pass for another: escapes made visible, direction isolated. A line of
 * code reads from left to right, whatever the names in it.
 */
export function FileName({ name, className = '', dir }: { name: string; className?: string; dir?: 'ltr' }) {
  return (
    // Tabular figures widen the hyphens of a name; they are for columns of numbers.
    <bdi dir={dir} className={`normal-nums ${className}`}>
      {isPlainName(name) ? name : visibleName(name).map(namePart)}
    </bdi>
  )
}

const namePart = ({ text, escaped }: NamePart, index: number) =>
  escaped ? (
    // oxlint-disable-next-line react/no-array-index-key -- the parts of one name have no other identity and never move
    <span key={index} className="mx-px rounded-sm bg-warn-soft px-0.5 font-mono text-xs text-warn">
      {text}
    </span>
  ) : (
    text
  )

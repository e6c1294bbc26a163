import { FileName } from '../../components/FileName'
import { formatCount } from '../../components/format'
import { Segmented } from '../../components/Segmented'
import type { Landing } from '../shared/draft/draft'
import { changeDraft, useDraft } from '../shared/draft/draft-store'
import { basketSums } from './basket-sums'
import { landingTree, type TreeLine } from './landing-tree'

const RULES: readonly { value: Landing; words: string }[] = [
  { value: 'into', words: 'Under its own name' },
  { value: 'as', words: 'Only its contents' },
]

/** How folders land, with a picture of what results. Nothing where no folder moves: a file has only one way. */
export function LandingRule() {
  const items = useDraft(({ draft }) => draft.items)
  const folder = useDraft(({ draft }) => draft.folder)
  const landing = useDraft(({ draft }) => draft.landing)
  if (basketSums(items).folder === 0) return null
  const tree = landingTree({ items, folder, landing })
  return (
    <div className="flex flex-wrap items-start gap-x-5 gap-y-2 pt-1">
      <div className="flex flex-col items-start gap-1">
        <p aria-hidden className="text-ink-2">
          A folder lands
        </p>
        <Segmented
          label="A folder lands"
          options={RULES}
          value={landing}
          onChange={(landing) => changeDraft((now) => ({ ...now, landing }))}
        />
      </div>
      {tree && <Picture tree={tree} />}
    </div>
  )
}

const Picture = ({ tree }: { tree: readonly TreeLine[] }) => (
  <ul
    aria-label="What results"
    className="flex max-w-full min-w-0 flex-[1_1_15rem] flex-col rounded-md bg-sunk px-3 py-2 font-mono text-sm"
  >
    {tree.map(({ depth, name, kind }, at) => (
      // oxlint-disable-next-line react/no-array-index-key -- the lines of one picture have no other identity
      <li key={at} className="flex min-w-0 whitespace-pre">
        <span aria-hidden className="text-ink-3">
          {branches(tree, at, depth)}
        </span>
        {kind === 'contents' ? (
          <span className="truncate font-sans text-ink-2">
            what is in <FileName name={name} />
          </span>
        ) : kind === 'more' ? (
          <span className="font-sans text-ink-2">and {formatCount(Number(name))} more</span>
        ) : (
          <FileName name={name} className={`truncate ${kind === 'root' ? 'text-ink-2' : 'font-semibold'}`} />
        )}
      </li>
    ))}
  </ul>
)

/** The lines that lead to an entry, as a tree is drawn in text. */
function branches(tree: readonly TreeLine[], at: number, depth: number): string {
  const goesOn = (level: number) => {
    const next = tree.slice(at + 1).find((line) => line.depth <= level)
    return next?.depth === level
  }
  return Array.from({ length: depth }, (_, index) => {
    const level = index + 1
    if (level < depth) return goesOn(level) ? '│  ' : '   '
    return goesOn(level) ? '├─ ' : '└─ '
  }).join('')
}

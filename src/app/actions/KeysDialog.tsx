import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { shownKey } from '../../components/keys'
import { useOfferedActions } from '../shared/actions'

/** Moves that the list itself knows; they are no actions of their own. */
const LIST_KEYS: readonly (readonly [label: string, keys: readonly string[]])[] = [
  ['Move in the list', ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End']],
  ['Select a range', ['Shift+ArrowDown']],
  ['Select or leave out one', [' ', 'Insert']],
  ['Open', ['Enter']],
  ['Jump to a name', ['A … Z']],
  ['Go to the other pane', ['Tab']],
  ['Let the next Tab leave the list', ['Escape']],
]

/** Every key of the screen. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const withKeys = useOfferedActions().filter(({ keys }) => keys !== undefined)
  const groups = Array.from(new Set(withKeys.map(({ group }) => group)))
  return (
    <Dialog open wide onClose={onClose} title="Keys" actions={<Button onClick={onClose}>Close</Button>}>
      {/* Nothing in it takes the keyboard, so that it has to scroll by itself. */}
      <div
        role="region"
        aria-label="All keys"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- who has no mouse scrolls it with the arrow keys
        tabIndex={0}
        className="-mr-3 columns-1 gap-8 overflow-y-auto rounded-md pr-3 sm:columns-2"
      >
        <Keys title="In the list" rows={LIST_KEYS} />
        {groups.map((group) => (
          <Keys
            key={group}
            title={group}
            rows={withKeys
              .filter((action) => action.group === group)
              .map(({ label, keys = [] }) => [label, keys])}
          />
        ))}
      </div>
    </Dialog>
  )
}

type KeysProps = { title: string; rows: readonly (readonly [label: string, keys: readonly string[]])[] }

const Keys = ({ title, rows }: KeysProps) => (
  <section className="mb-4 break-inside-avoid">
    <h3 className="mb-1 text-xs font-medium text-ink-3">{title}</h3>
    <dl>
      {rows.map(([label, keys]) => (
        <div key={label} className="flex items-baseline justify-between gap-3 py-0.5">
          <dt>{label}</dt>
          <dd className="flex shrink-0 gap-1">
            {keys.map((key) => (
              <kbd key={key} className="rounded-sm border border-line px-1.5 text-sm text-ink-2">
                {shownKey(key)}
              </kbd>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  </section>
)

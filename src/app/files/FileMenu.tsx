import { Menu } from '@base-ui/react/menu'
import { Fragment } from 'react'
import { shownKey } from '../../components/keys'
import { isAvailable, useOfferedActions } from '../shared/actions'

/** What the menu of a row offers, in this order, in groups; everything else is in the palette. */
const GROUPS: readonly (readonly string[])[] = [
  ['open', 'copy', 'move', 'rename', 'rename-many', 'delete'],
  ['new-folder', 'symlink', 'find', 'measure'],
  ['select-all', 'select-inverse', 'select-pattern'],
  ['copy-name', 'copy-path', 'copy-link', 'properties'],
]

type FileMenuProps = { x: number; y: number; onClose: () => void }

/** The menu at the pointer, or at the row under the cursor when a key asked for it. */
export function FileMenu({ x, y, onClose }: FileMenuProps) {
  const actions = useOfferedActions()
  const anchor = { getBoundingClientRect: () => new DOMRect(x, y, 0, 0) }
  const groups = GROUPS.map((ids) =>
    ids.flatMap((id) => actions.find((action) => action.id === id && isAvailable(action)) ?? []),
  ).filter((group) => group.length > 0)
  return (
    <Menu.Root open onOpenChange={(open) => !open && onClose()}>
      {/* In the page's main part: what stands in no landmark is hard to find again. */}
      <Menu.Portal container={document.getElementById('main')}>
        <Menu.Positioner anchor={anchor} side="bottom" align="start" className="z-50 outline-none">
          <Menu.Popup
            aria-label="Actions"
            className="min-w-56 rounded-lg border border-line bg-panel p-1.5 shadow-float outline-none"
          >
            {groups.map((group, index) => (
              <Fragment key={group[0]!.id}>
                {index > 0 && <Menu.Separator className="my-1 h-px bg-line-soft" />}
                {group.map((action) => (
                  <Menu.Item
                    key={action.id}
                    // After the menu has given the keyboard back, or it would take it from what opens.
                    onClick={() => setTimeout(action.run, 0)}
                    className="flex min-h-7.5 items-center justify-between gap-6 rounded-sm px-2 outline-none data-highlighted:bg-accent-wash pointer-coarse:min-h-11"
                  >
                    {action.label}
                    {action.keys?.[0] && <kbd className="text-sm text-ink-3">{shownKey(action.keys[0])}</kbd>}
                  </Menu.Item>
                ))}
              </Fragment>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

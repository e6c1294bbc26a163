import { Menu } from '@base-ui/react/menu'
import { Check, SlidersHorizontal } from 'lucide-react'
import { changeLayout, OPTIONAL_COLUMNS, type OptionalColumn, useLayout } from './layout-store'

const WORDS: Record<OptionalColumn, string> = {
  size: 'Size',
  modified: 'Modified',
  type: 'Type',
  permissions: 'Permissions',
  user: 'User',
  group: 'Group',
  link_target: 'Link target',
}

/** The columns beside the name; open from the start, since the click that wants it put it on the page. */
export function ColumnsMenu() {
  const columns = useLayout((layout) => layout.columns)
  const toggle = (column: OptionalColumn, shown: boolean) =>
    changeLayout({
      columns: OPTIONAL_COLUMNS.filter((each) => (each === column ? shown : columns.includes(each))),
    })
  return (
    <Menu.Root defaultOpen>
      <Menu.Trigger
        aria-label="Columns"
        className="inline-flex size-7 shrink-0 items-center justify-center rounded-md text-ink-2 hover:bg-sunk hover:text-ink pointer-coarse:size-11"
      >
        <SlidersHorizontal aria-hidden size={16} strokeWidth={1.75} />
      </Menu.Trigger>
      {/* In the page's main part: what stands in no landmark is hard to find again. */}
      <Menu.Portal container={document.getElementById('main')}>
        <Menu.Positioner align="end" sideOffset={4} className="z-50 outline-none">
          <Menu.Popup
            aria-label="Columns"
            className="w-48 rounded-lg border border-line bg-panel p-1.5 shadow-float outline-none"
          >
            {OPTIONAL_COLUMNS.map((column) => (
              <Menu.CheckboxItem
                key={column}
                checked={columns.includes(column)}
                onCheckedChange={(shown: boolean) => toggle(column, shown)}
                className="flex min-h-7.5 items-center gap-2 rounded-sm px-2 outline-none data-highlighted:bg-accent-wash pointer-coarse:min-h-11"
              >
                <span className="flex size-4 items-center">
                  <Menu.CheckboxItemIndicator>
                    <Check aria-hidden size={14} strokeWidth={1.75} />
                  </Menu.CheckboxItemIndicator>
                </span>
                {WORDS[column]}
              </Menu.CheckboxItem>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

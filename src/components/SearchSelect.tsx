import { Combobox } from '@base-ui/react/combobox'
import { Search } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, type Ref, useRef, useState } from 'react'
import { Button } from './Button'
import { opensBy } from './keys'

export type SearchGroup<Item> = { label: string; items: Item[] }

type SearchSelectProps<Item> = {
  /** What is chosen here, for screen readers. */
  label: string
  placeholder: string
  /** What the closed control shows. */
  trigger: ReactNode
  triggerClassName?: string
  triggerRef?: Ref<HTMLButtonElement>
  groups: SearchGroup<Item>[]
  /** The items still answer an earlier text: they can be clicked on, but Enter must not take one unseen. */
  stale: boolean
  itemLabel: (item: Item) => string
  itemKey: (item: Item) => string
  renderItem: (item: Item) => ReactNode
  search: string
  onSearch: (text: string) => void
  onPick: (item: Item) => void
  /** One line under the field: searching, nothing found, an error. Read out when it changes. */
  status: ReactNode
  /** Beside the field: what else narrows the choice. */
  aside?: ReactNode
  /** What else can be had of the list; each is asked for by a button. */
  more?: readonly { label: string; busy: boolean; onMore: () => void }[]
  /** Below the list: what it leaves out, and why. */
  footer?: ReactNode
}

/** A list with a search field below its button, open from the start; the owner finds the items while one types. */
export function SearchSelect<Item>(props: SearchSelectProps<Item>) {
  const { label, groups, itemLabel, itemKey, renderItem, search, onSearch, onPick, triggerRef } = props
  // It is put on the page by the click that wants it open.
  const [open, setOpen] = useState(true)
  const highlighted = useRef(false)
  const field = useRef<HTMLInputElement>(null)
  const pick = (item: Item) => {
    setOpen(false)
    onPick(item)
  }
  // Answers come after the typing, so nothing need be highlighted yet: Enter then means the best match.
  const onKeyDown = (event: KeyboardEvent & { preventBaseUIHandler: () => void }) => {
    if (event.key === 'Enter' && props.stale) {
      event.preventDefault()
      event.preventBaseUIHandler()
      return
    }
    const best = groups[0]?.items[0]
    if (event.key !== 'Enter' || highlighted.current || search.trim() === '' || best === undefined) return
    event.preventDefault()
    pick(best)
  }
  return (
    <Combobox.Root
      items={groups.map((group) => ({ value: group.label, items: group.items }))}
      // What to show is the owner's decision; the list must not filter a second time.
      filter={null}
      value={null}
      onValueChange={(item: Item | null) => item !== null && pick(item)}
      open={open}
      onOpenChange={setOpen}
      onItemHighlighted={(item) => {
        highlighted.current = item !== undefined
      }}
      inputValue={search}
      onInputValueChange={onSearch}
      itemToStringLabel={itemLabel}
      isItemEqualToValue={(item: Item, value: Item) => itemKey(item) === itemKey(value)}
      autoHighlight
    >
      <Combobox.Trigger
        ref={triggerRef}
        aria-label={label}
        onKeyDown={(event) => {
          const text = open ? null : opensBy(event)
          if (text === null) return
          event.preventDefault()
          event.preventBaseUIHandler()
          setOpen(true)
          onSearch(text)
        }}
        className={props.triggerClassName}
      >
        {props.trigger}
      </Combobox.Trigger>
      <Combobox.Portal>
        <Combobox.Positioner align="start" sideOffset={4} className="z-50 outline-none">
          <Combobox.Popup
            aria-label={label}
            className="flex max-h-[min(30rem,var(--available-height))] w-[min(27rem,calc(100vw-1.5rem))] flex-col rounded-lg border border-line bg-panel shadow-float outline-none"
          >
            <div className="flex items-center gap-2 border-b border-line-soft px-3">
              <Search aria-hidden size={15} strokeWidth={1.75} className="shrink-0 text-ink-3" />
              <Combobox.Input
                ref={field}
                aria-label={props.placeholder}
                placeholder={props.placeholder}
                onKeyDown={onKeyDown}
                className="h-10 w-full bg-transparent outline-none"
              />
              {props.aside}
            </div>
            <Combobox.Status className="px-3 py-2 text-sm text-ink-2 empty:hidden">
              {props.status}
            </Combobox.Status>
            <Combobox.List className="min-h-0 overflow-y-auto overscroll-contain p-1.5 empty:hidden">
              {(group: { value: string; items: Item[] }) => (
                <Combobox.Group key={group.value} items={group.items}>
                  <Combobox.GroupLabel className="px-2 pt-2 pb-1 text-xs font-medium text-ink-3">
                    {group.value}
                  </Combobox.GroupLabel>
                  <Combobox.Collection>
                    {(item: Item) => (
                      <Combobox.Item
                        key={itemKey(item)}
                        value={item}
                        className="rounded-md px-2 py-1.5 outline-none data-highlighted:bg-accent-wash"
                      >
                        {renderItem(item)}
                      </Combobox.Item>
                    )}
                  </Combobox.Collection>
                </Combobox.Group>
              )}
            </Combobox.List>
            {props.more && props.more.length > 0 && (
              <div className="flex flex-wrap gap-1 border-t border-line-soft px-1.5 py-1">
                {props.more.map(({ label: words, busy, onMore }) => (
                  <Button
                    key={words}
                    look="quiet"
                    busy={busy}
                    onClick={() => {
                      // The button goes when there is no more; the arrows go on from the field.
                      field.current?.focus()
                      onMore()
                    }}
                  >
                    {words}
                  </Button>
                ))}
              </div>
            )}
            {props.footer && (
              <div className="border-t border-line-soft px-3 py-2 text-xs text-ink-3">{props.footer}</div>
            )}
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  )
}

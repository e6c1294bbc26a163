import { Tooltip } from '@base-ui/react/tooltip'
import type { RefObject } from 'react'
import { shownKey } from './keys'

type TipProps = { anchor: RefObject<HTMLElement | null>; label: string; keys: string | undefined }

/** The words of an icon, beside it. Only for the eye: assistive technology has them as the button's name. */
export const Tip = ({ anchor, label, keys }: TipProps) => (
  <Tooltip.Root open>
    <Tooltip.Portal>
      <Tooltip.Positioner anchor={anchor} sideOffset={6} className="pointer-events-none z-50">
        <Tooltip.Popup
          aria-hidden
          className="flex items-center gap-2 rounded-md border border-line bg-panel px-2 py-1 text-sm shadow-float"
        >
          {label}
          {keys && <kbd className="text-ink-3">{shownKey(keys)}</kbd>}
        </Tooltip.Popup>
      </Tooltip.Positioner>
    </Tooltip.Portal>
  </Tooltip.Root>
)

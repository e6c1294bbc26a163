import { create } from 'zustand'
import { isSafeName } from '../../api/listing'
import type { Side } from '../paths'
import { keepOverSignIn } from '../shared/kept-over-sign-in'
import { onSignOut } from '../shared/on-sign-out'
import { emptySelection, type Selection } from '../shared/selection'

type PlacedSelection = { place: string; selection: Selection }
type State = { active: Side; panes: Record<Side, PlacedSelection> }

const nowhere: PlacedSelection = { place: '', selection: emptySelection }
const noPanes: State['panes'] = { left: nowhere, right: nowhere }

/** Which pane has the keyboard, and what is selected in each: choices, so they live here and not in the address. */
export const useSelectionStore = create<State>(() => ({ active: 'left', panes: noPanes }))

onSignOut(() => useSelectionStore.setState({ active: 'left', panes: noPanes }))

type Kept = { names: string[]; cursor: string | null; place: string }

keepOverSignIn('selection', {
  save: () => {
    const { active, panes } = useSelectionStore.getState()
    const kept = (side: Side): Kept => {
      const { place, selection } = panes[side]
      return { place, cursor: selection.cursor, names: Array.from(selection.names) }
    }
    return panes === noPanes ? null : { active, left: kept('left'), right: kept('right') }
  },
  restore: (kept) => {
    const { active, left, right } = (kept ?? {}) as Partial<Record<string, unknown>>
    const panes = { left: readPlaced(left), right: readPlaced(right) }
    useSelectionStore.setState({ active: active === 'right' ? 'right' : 'left', panes })
  },
})

function readPlaced(kept: unknown): PlacedSelection {
  const { place, names, cursor } = (kept ?? {}) as Partial<Record<string, unknown>>
  if (typeof place !== 'string' || !Array.isArray(names)) return nowhere
  const known = names.filter((name): name is string => typeof name === 'string' && isSafeName(name))
  const at = typeof cursor === 'string' ? cursor : null
  return { place, selection: { names: new Set(known), cursor: at, anchor: at } }
}

/** One folder of one collection; a selection made in it means nothing in any other. */
export const placeKey = (collection: string | null, path: string | null) => `${collection}\n${path}`

/** What is selected in a pane as long as it shows this place. */
export const selectionAt = ({ panes }: Pick<State, 'panes'>, side: Side, place: string): Selection =>
  panes[side].place === place ? panes[side].selection : emptySelection

type PlaceOfPane = { side: Side; place: string }

/** What is selected in a pane now, for whoever acts on it. */
export const readSelection = ({ side, place }: PlaceOfPane): Selection =>
  selectionAt(useSelectionStore.getState(), side, place)

/** What is selected in a pane, for whoever shows it: each press of a key renders that anew, so nobody else asks. */
export const useSelection = ({ side, place }: PlaceOfPane): Selection =>
  useSelectionStore((state) => selectionAt(state, side, place))

export const setSelection = (side: Side, place: string, selection: Selection) =>
  useSelectionStore.setState(({ panes }) => ({ panes: { ...panes, [side]: { place, selection } } }))

/** What was selected stays with its folder when the panes change sides. */
export const swapSelections = () =>
  useSelectionStore.setState(({ panes }) => ({ panes: { left: panes.right, right: panes.left } }))

export const setActiveSide = (active: Side) => useSelectionStore.setState({ active })

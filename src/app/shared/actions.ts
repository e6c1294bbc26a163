import { useLayoutEffect } from 'react'
import { create } from 'zustand'

export type ActionGroup = 'Go' | 'Select' | 'Files' | 'Panes' | 'View' | 'Transfer' | 'Tasks' | 'Page'

/** One thing a person can do: said once, and offered by key, menu, button, palette and the list of keys. */
export type Action = {
  id: string
  /** A verb and its object, as a menu says it. */
  label: string
  group: ActionGroup
  /** As `components/keys.ts` writes them; the first is the one that is shown. */
  keys?: readonly string[]
  /** Keys that mean this only while the list of files has the keyboard; elsewhere they have their usual meaning. */
  inList?: boolean
  /** Why it cannot be done now, for whoever looks for it. */
  unavailable?: string | null
  run: () => void
}

type Offer = () => readonly Action[]

/** What the screens that are open offer, by the name of who offers it; worked out when somebody asks for it. */
const useOffers = create<{ offers: Readonly<Record<string, Offer>> }>(() => ({ offers: {} }))

/** Offers these actions for as long as the component is there, as its last rendering makes them. */
export function useOfferActions(from: string, actions: Offer) {
  // After every rendering: what an action does depends on all that is shown. With what is shown, not a moment later: a key
  // that is pressed as soon as one sees it would do what the rendering before meant.
  useLayoutEffect(() => useOffers.setState(({ offers }) => ({ offers: { ...offers, [from]: actions } })))
  useLayoutEffect(() => () => withdraw(from), [from])
}

const withdraw = (from: string) =>
  useOffers.setState(({ offers }) => {
    const { [from]: _gone, ...rest } = offers
    return { offers: rest }
  })

const allOf = (offers: Readonly<Record<string, Offer>>): Action[] =>
  Object.values(offers).flatMap((actions) => actions())

/** Everything that can be done now. */
export const offeredActions = (): Action[] => allOf(useOffers.getState().offers)

export const useOfferedActions = (): Action[] => allOf(useOffers(({ offers }) => offers))

export const isAvailable = ({ unavailable }: Action) => !unavailable

/** Does what is offered under this id, for a button that stands for it; nothing while it is not available. */
export function runAction(id: string) {
  const action = offeredActions().find((offered) => offered.id === id)
  if (action && isAvailable(action)) action.run()
}

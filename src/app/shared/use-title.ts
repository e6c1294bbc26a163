import { useEffect } from 'react'
import { create } from 'zustand'
import { visibleText } from '../../components/visible-name'
import type { Config } from '../config'
import { useServices } from '../services'
import { onSignOut } from './on-sign-out'

type Screen = {
  /** The last one that was gone to. */
  name: string
  /** What the title names of it: nothing while one goes from one to another. */
  shown: string
  /** Stands before it, for whoever sees only the tab. */
  counts: string
  /** What a screen reader is told: nothing for the first screen, whose title it reads out by itself. */
  announced: string
}

const NOWHERE: Screen = { name: '', shown: '', counts: '', announced: '' }
const useScreen = create<Screen>(() => NOWHERE)
onSignOut(() => useScreen.setState(NOWHERE))

/** The screen that was gone to; for the shell's live region. */
export const useAnnouncedScreen = () => useScreen(({ announced }) => announced)

/** `run-0417 · Tasks · Towpath · Fenwick Light Source`. */
export const pageTitle = (name: string, { title }: Pick<Config, 'title'>) =>
  [name, 'Towpath', title].filter(Boolean).join(' · ')

/** The one place that writes the title of a screen. */
function show(config: Config, change: Partial<Screen>) {
  useScreen.setState(change)
  const { counts, shown } = useScreen.getState()
  document.title = pageTitle([counts, shown].filter(Boolean).join(' · '), config)
}

/**
 * Names the screen in the title of the document, the most particular part first, and announces it when one comes to it
 * from another. A part that is not known yet is null.
 */
export function useTitle(...parts: readonly (string | null)[]) {
  const { config } = useServices()
  const name = parts.flatMap((part) => (part ? visibleText(part) : [])).join(' · ')
  useEffect(() => {
    const before = useScreen.getState().name
    const isNews = name !== before
    show(config, { name, shown: name, ...(isNews && { announced: before === '' ? '' : name }) })
    return () => show(config, { shown: '' })
  }, [name, config])
}

/** Counts before the title of every screen; not announced, they change all the time. */
export function useTitleCounts(counts: string) {
  const { config } = useServices()
  useEffect(() => {
    show(config, { counts })
    return () => show(config, { counts: '' })
  }, [counts, config])
}

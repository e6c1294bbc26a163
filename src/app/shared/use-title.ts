import { useEffect } from 'react'
import { create } from 'zustand'
import { visibleText } from '../../components/visible-name'
import type { Config } from '../config'
import { useServices } from '../services'
import { onSignOut } from './on-sign-out'

type Screen = {
  name: string
  /** What a screen reader is told: nothing for the first screen, whose title it reads out by itself. */
  announced: string
}

const useScreen = create<Screen>(() => ({ name: '', announced: '' }))
onSignOut(() => useScreen.setState({ name: '', announced: '' }))

/** The screen that was gone to; for the shell's live region. */
export const useAnnouncedScreen = () => useScreen(({ announced }) => announced)

/** `run-0417 · Tasks · Towpath · Fenwick Light Source`. */
export const pageTitle = (name: string, { title }: Pick<Config, 'title'>) =>
  [name, 'Towpath', title].filter(Boolean).join(' · ')

/**
 * Names the screen in the title of the document, the most particular part first, and announces it when one comes to it
 * from another. A part that is not known yet is null.
 */
export function useTitle(...parts: readonly (string | null)[]) {
  const { config } = useServices()
  const name = parts.flatMap((part) => (part ? visibleText(part) : [])).join(' · ')
  useEffect(() => {
    document.title = pageTitle(name, config)
    useScreen.setState((before) => {
      if (name === before.name) return before
      return { name, announced: before.name === '' ? '' : name }
    })
    return () => {
      document.title = pageTitle('', config)
    }
  }, [name, config])
}

/** Counts before the title, for whoever sees only the tab; not announced, they change all the time. */
export function useTitleCounts(counts: string) {
  const { config } = useServices()
  const name = useScreen((screen) => screen.name)
  useEffect(() => {
    document.title = pageTitle([counts, name].filter(Boolean).join(' · '), config)
  }, [counts, name, config])
}

import { create } from 'zustand'
import { storagePrefix } from '../../auth/storage-prefix'
import { useAuthState, useServices } from '../services'
import { onSignOut } from './on-sign-out'

/** What could not be stored, or not any more: it holds until the page is left. */
const useUnstored = create<Readonly<Record<string, string>>>(() => ({}))

onSignOut(() => useUnstored.setState({}, true))

/** Where something is kept for one person of one deployment (checklist B4); nobody else who signs in is shown it. */
export function useKeptKey(what: string): string {
  const { auth } = useServices()
  const { session } = useAuthState()
  return `${storagePrefix(auth.settings)}${what}:${session?.person.subject ?? ''}`
}

/** The text under a key, here or, where the browser stores nothing (checklist B3), in memory. */
export function readKept(key: string): string | null {
  try {
    const stored = window.localStorage.getItem(key)
    if (stored !== null) return stored
  } catch {
    // Then it is in memory, if anywhere.
  }
  return useUnstored.getState()[key] ?? null
}

export const useKept = (key: string): string | null => useUnstored(() => readKept(key))

/** Keeps a text for the next visit; whoever shows it is told. */
export function keep(key: string, text: string) {
  try {
    window.localStorage.setItem(key, text)
  } catch {
    // As above.
  }
  useUnstored.setState({ [key]: text })
}

/** Keeps nothing under a key any more. */
export function forgetKept(key: string) {
  try {
    window.localStorage.removeItem(key)
  } catch {
    // As above.
  }
  useUnstored.setState((state) => {
    const { [key]: _forgotten, ...rest } = state
    return rest
  }, true)
}

/** The keys under which something is kept and that begin so. */
export function keptKeys(start: string): string[] {
  const keys = new Set(Object.keys(useUnstored.getState()))
  try {
    const { localStorage } = window
    for (let at = 0; at < localStorage.length; at += 1) keys.add(localStorage.key(at) ?? '')
  } catch {
    // As above.
  }
  return Array.from(keys).filter((key) => key.startsWith(start))
}

/** A kept JSON document; null when there is none, or somebody spoilt it. */
export function parseKept(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null
  }
}

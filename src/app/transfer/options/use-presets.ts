import { useMemo } from 'react'
import { keep, readKept, useKept, useKeptKey } from '../../shared/kept'
import { type Preset, readPresets, withPresets } from './presets'

/** The person's presets, in this browser only, and how they are changed. */
export function usePresets() {
  const key = useKeptKey('presets')
  const text = useKept(key)
  const presets = useMemo(() => readPresets(text), [text])
  // Another tab may have kept some since this one looked.
  const change = (next: (now: Preset[]) => Preset[]) =>
    keep(key, JSON.stringify(next(readPresets(readKept(key)))))
  return {
    presets,
    save: (added: readonly Preset[]) => change((now) => withPresets(now, added)),
    remove: (gone: string) => change((now) => now.filter(({ name }) => name !== gone)),
  }
}

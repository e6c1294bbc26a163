import { useRef } from 'react'
import type { PaneParts } from './Pane'

/** The parts of one pane, before it is there. */
export const usePaneParts = (): PaneParts => ({
  picker: useRef<HTMLButtonElement>(null),
  list: useRef<HTMLDivElement>(null),
  filter: useRef<HTMLInputElement>(null),
})

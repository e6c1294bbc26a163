import { createContext, useContext } from 'react'
import type { Draft } from '../../shared/draft/draft'
import type { useWalk } from '../../shared/use-walk'
import type { CreatePreview, Preview } from '../preview/preview-walk'
import type { Confirmation, Finding, PreflightState } from './finding'

export type Preflight = {
  findings: readonly Finding[]
  state: PreflightState
  /** Null where nothing is to be confirmed by a typed word. */
  confirmation: Confirmation | null
  /** When the oldest of the answers was given that this rests on; null before any has come. */
  checkedAt: number | null
  /** Asks again for everything. */
  checkAgain: () => void
  preview: PreviewState
}

/** The walk of both sides, kept while one looks at other things. */
export type PreviewState = Pick<ReturnType<typeof useWalk<Preview>>, 'walk' | 'end' | 'walking' | 'stop'> & {
  /** The draft has changed in what it is about since the walk began, or the walk is too long ago. */
  stale: boolean
  /** What was seen is no longer taken for what is there. */
  outdate: () => void
  open: boolean
  setOpen: (open: boolean) => void
  /** Begins anew, for the draft as it is now. */
  begin: (createPreview: CreatePreview) => void
  goOn: () => void
}

const PreflightContext = createContext<Preflight | null>(null)
export const PreflightContextProvider = PreflightContext.Provider

const JudgedDraftContext = createContext<Draft | null>(null)
export const JudgedDraftProvider = JudgedDraftContext.Provider

/** The draft that was last looked at, a little behind the open one: what follows from its items costs nothing to know. */
export const useJudgedDraft = (): Draft | null => useContext(JudgedDraftContext)

/** What is to be known of the draft before it leaves. Worked out once for all who ask, in `PreflightProvider`. */
export function usePreflight(): Preflight {
  const preflight = useContext(PreflightContext)
  if (!preflight) throw new Error('usePreflight needs a PreflightProvider above it')
  return preflight
}

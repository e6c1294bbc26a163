import { useDraft } from '../../shared/draft/draft-store'
import { type Confirmation, type Finding, type PreflightState, stateOf } from './finding'
import { missingFindings } from './missing-findings'

export type Preflight = {
  findings: readonly Finding[]
  state: PreflightState
  /** Null where nothing is to be confirmed by a typed word. */
  confirmation: Confirmation | null
}

/** What is to be known of the draft before it leaves. */
export function usePreflight(): Preflight {
  const draft = useDraft(({ draft }) => draft)
  const findings = missingFindings(draft)
  return { findings, state: stateOf(findings), confirmation: null }
}

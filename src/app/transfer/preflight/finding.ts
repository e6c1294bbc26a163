import type { ReactNode } from 'react'

/**
 * One thing that is to be known before a transfer leaves. `blocks`: it cannot go like this. `warns`: it can, once
 * somebody has looked. `checking`: not known yet.
 */
export type Finding = {
  id: string
  tone: 'blocks' | 'warns' | 'fine' | 'checking'
  title: ReactNode
  text?: ReactNode
  fixes?: readonly Fix[]
}

/** What can be done about it, at a button. */
export type Fix = { label: string; run: () => void }

/** What a mirror deletes, for a typed word: `deletions` are full paths, `total` counts what lies in them too. */
export type Confirmation = { word: string; deletions: readonly string[]; total: number }

export type PreflightState = 'checking' | 'blocked' | 'warned' | 'clear'

/** What all findings together say. What blocks does so whatever else is still being looked at. */
export function stateOf(findings: readonly Pick<Finding, 'tone'>[]): PreflightState {
  const has = (tone: Finding['tone']) => findings.some((finding) => finding.tone === tone)
  if (has('blocks')) return 'blocked'
  if (has('checking')) return 'checking'
  return has('warns') ? 'warned' : 'clear'
}

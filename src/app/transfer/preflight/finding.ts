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

/** What a mirror deletes, for a typed word: the full path of each file and folder. */
export type Confirmation = { word: string; deletions: readonly string[] }

export type PreflightState = 'checking' | 'blocked' | 'warned' | 'clear'

/** What all findings together say. What blocks does so whatever else is still being looked at. */
export function stateOf(findings: readonly Pick<Finding, 'tone'>[]): PreflightState {
  const has = (tone: Finding['tone']) => findings.some((finding) => finding.tone === tone)
  if (has('blocks')) return 'blocked'
  if (has('checking')) return 'checking'
  return has('warns') ? 'warned' : 'clear'
}

const ORDER: readonly Finding['tone'][] = ['blocks', 'warns', 'checking', 'fine']

/** What stops it first; otherwise as they were found. */
export const inOrder = (findings: readonly Finding[]): Finding[] =>
  ORDER.flatMap((tone) => findings.filter((finding) => finding.tone === tone))

/** `1 thing stops this, 2 to look at`. */
export function summaryWords(findings: readonly Pick<Finding, 'tone'>[]): string {
  const count = (tone: Finding['tone']) => findings.filter((finding) => finding.tone === tone).length
  const [blocks, warns] = [count('blocks'), count('warns')]
  const words = [
    ...(blocks > 0 ? [blocks === 1 ? '1 thing stops this' : `${blocks} things stop this`] : []),
    ...(warns > 0 ? [`${warns} to look at`] : []),
  ]
  return words.join(', ') || 'Nothing stands in its way'
}

import type { Steps } from '../../shared/derived'
import { nameIndexSteps } from '../../shared/name-index'
import { accessFindings, readOnlyFinding } from './access-findings'
import { collectionFindings } from './collection-findings'
import type { Acts, Facts } from './facts'
import type { Finding } from './finding'
import { landingFindings } from './landing-findings'
import { nameFindings } from './name-findings'
import { mirrorFindings } from './option-findings'
import { pathFindings } from './path-findings'

/** All for which each item has to be looked at, in steps: ten thousand take longer than a keystroke may. */
export function* judge(facts: Facts, acts: Acts): Steps<readonly Finding[]> {
  for (const { looks } of [facts.sides.source, facts.sides.destination])
    for (const { listing } of looks.values()) if (listing) yield* nameIndexSteps(listing)
  return [
    ...(yield* accessFindings(facts, acts)),
    ...(yield* readOnlyFinding(facts)),
    ...collectionFindings(facts, acts),
    ...(yield* pathFindings(facts)),
    ...(yield* landingFindings(facts, acts)),
    ...(yield* mirrorFindings(facts)),
    ...(yield* nameFindings(facts)),
  ]
}

import { ApiError, isNotFound, isSignedOut, requiredScopes } from '../../../api/errors'
import { coversScopes } from '../../../auth/scopes'
import { plural } from '../../../components/format'
import { missingConsents } from '../../shared/consent-plan'
import { mergeDemands } from '../../shared/demand'
import { each, type Steps } from '../../shared/derived'
import { explainError } from '../../shared/explain-error'
import type { DraftSide } from '../use-draft-sides'
import { type Acts, entryAt, type Facts, type SideFacts } from './facts'
import type { Finding } from './finding'
import { Names } from './Names'

/** Whether an error says what the person could do at the sign-in service about it. */
export const isDemand = (error: unknown): error is ApiError =>
  error instanceof ApiError && error.authorizationParameters !== null

const SIDES = ['source', 'destination'] as const

const errorsOf = (side: SideFacts) =>
  [side.error, ...Array.from(side.looks.values(), ({ error }) => error)].filter((error) => error !== null)

/** What the person has yet to allow or to prove, and which folders let nobody see into them. */
export function* accessFindings(facts: Facts, acts: Acts): Steps<Finding[]> {
  const sides = SIDES.map((which) => facts.sides[which])
  const errors = sides.flatMap(errorsOf)
  if (errors.some(isSignedOut))
    return [
      { id: 'signed-out', tone: 'blocks', title: 'Your sign-in has ended.', text: 'Sign in again to go on.' },
    ]
  const asking = sides.filter((side) => errorsOf(side).some(isDemand))
  if (asking.length > 0) return [demandFinding(facts, asking, acts)]
  const folders: Finding[] = []
  for (const which of SIDES) folders.push(...(yield* folderFindings(which, facts, acts)))
  const seen = sides.every(({ looks }) => Array.from(looks.values()).some(({ listing }) => listing))
  if (folders.length === 0 && seen)
    folders.push({ id: 'access', tone: 'fine', title: 'You have given the permissions that are needed.' })
  return folders
}

function demandFinding({ sides, scopes }: Facts, asking: readonly SideFacts[], acts: Acts): Finding {
  const errors = asking.flatMap(errorsOf).filter(isDemand)
  const asks = errors.flatMap(({ authorizationParameters }) => authorizationParameters ?? [])
  // The other side may ask next: one round is enough for both.
  const foreseen = [sides.source, sides.destination].flatMap(({ collection, looks }) =>
    collection && looks.size === 0 ? missingConsents([collection], scopes) : [],
  )
  const demand = mergeDemands([...asks, { required_scopes: foreseen }])
  const isConsent = errors.every((error) => requiredScopes(error).length > 0)
  const askedBefore = errors.some((error) => {
    const required = requiredScopes(error)
    return required.length > 0 && coversScopes(scopes, required)
  })
  const { title, text } = explainError(errors[0], { askedBefore })
  const ids = new Set(asking.map(({ id }) => id))
  const names = asking
    .filter(({ id }) => ids.delete(id))
    .map(({ id, collection }) => collection?.display_name ?? id ?? '')
  return {
    id: 'access',
    tone: 'blocks',
    title: names.length > 1 && !askedBefore ? 'Both collections want something from you first.' : `${title}.`,
    text: (
      <>
        <Names names={names} />
        <p>{text} This transfer stays as it is meanwhile.</p>
      </>
    ),
    fixes: [{ label: isConsent ? 'Allow access' : 'Sign in for this', run: () => acts.signIn(demand) }],
  }
}

const isDenied = (error: unknown) => error instanceof ApiError && /PermissionDenied/.test(error.code)

/** Folders that could not be looked into, by reason. */
function* folderFindings(which: DraftSide, facts: Facts, acts: Acts): Steps<Finding[]> {
  const byReason = new Map<string, { paths: string[]; error: unknown }>()
  for (const [path, { error }] of facts.sides[which].looks) {
    // No folder: that means something else on each side, and is told with the items.
    if (error === null || isNotFound(error)) continue
    const reason = error instanceof ApiError ? error.code : ''
    const group = byReason.get(reason)
    if (group) group.paths.push(path)
    else byReason.set(reason, { paths: [path], error })
  }
  const findings: Finding[] = []
  for (const [reason, { paths, error }] of byReason) {
    const { title, text, remedy } = explainError(error)
    const action = which === 'source' ? 'Reading' : 'Writing'
    findings.push({
      id: `${which}-folders ${reason}`,
      tone: (yield* blocksAll(which, facts, paths, error)) ? 'blocks' : 'warns',
      title: isDenied(error)
        ? `${action} may not be allowed in ${plural(paths.length, 'folder')}.`
        : `${title}.`,
      text: (
        <>
          <Names names={paths} />
          <p>
            {isDenied(error) ? `You may not look into ${paths.length === 1 ? 'it' : 'them'}. ${text}` : text}
          </p>
        </>
      ),
      fixes: remedy === 'retry' ? [{ label: 'Check again', run: acts.checkAgain }] : [],
    })
  }
  return findings
}

/**
 * Whether what cannot be listed cannot be transferred either. A share refuses with 403 what its rules do not give; a
 * storage may hide what lies in a folder and still let it through. A folder that is named itself may have a rule of its own.
 */
function* blocksAll(
  which: DraftSide,
  { placed }: Facts,
  paths: readonly string[],
  error: unknown,
): Steps<boolean> {
  if (!(error instanceof ApiError)) return false
  if (/NotDirectory|GCDisconnected|LoginFailed|InvalidPath/.test(error.code)) return true
  if (!isDenied(error) || error.status !== 403) return false
  const denied = new Set(paths)
  let isAny = false
  yield* each(placed, ({ item, from, into, name, toName }) => {
    isAny ||=
      which === 'source'
        ? denied.has(from) && (item.kind !== 'folder' || name === '')
        : into !== null && denied.has(into) && (item.kind !== 'folder' || toName === '')
  })
  return isAny
}

/** A folder that is there and that nobody may write to, by its permission bits; of what has been listed. */
export function* readOnlyFinding({ placed, sides }: Facts): Steps<Finding[]> {
  const closed = new Set<string>()
  yield* each(placed, ({ item, into, toName }) => {
    if (into === null || item.kind !== 'folder' || toName === '') return
    const entry = entryAt(sides.destination, into, toName)
    if (entry?.type === 'dir' && entry.permissions && (Number.parseInt(entry.permissions, 8) & 0o222) === 0)
      closed.add(`${into}${toName}/`)
  })
  if (closed.size === 0) return []
  return [
    {
      id: 'read-only',
      tone: 'warns',
      title: `${closed.size === 1 ? 'A folder' : 'Folders'} there can be written to by nobody.`,
      text: <Names names={Array.from(closed)} />,
    },
  ]
}

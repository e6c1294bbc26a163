import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react'
import { collectionQueries } from '../../../api/queries/collections'
import { fileQueries } from '../../../api/queries/files'
import { taskQueries } from '../../../api/queries/tasks'
import type { AuthorizationParameters } from '../../../api/wire'
import { plural } from '../../../components/format'
import { useAuthState, useServices } from '../../services'
import { useDraft } from '../../shared/draft/draft-store'
import { folderLister } from '../../shared/folder-walk'
import { describeLoginFailure, toLoginError } from '../../shared/login-failure'
import { useClockOffset } from '../../shared/service-clock'
import { useLogin } from '../../shared/use-login'
import { useWalk } from '../../shared/use-walk'
import type { Draft } from '../../shared/draft/draft'
import { sameTransfer } from '../preview/same-transfer'
import type { CreatePreview, Preview } from '../preview/preview-walk'
import { MOST_ITEMS } from '../transfer-body'
import { useSteps } from '../use-steps'
import { useWorkedOut } from '../use-worked-out'
import type { Acts, Facts } from './facts'
import { type Finding, stateOf } from './finding'
import { judge } from './judge'
import { missingFindings } from './missing-findings'
import { optionFindings } from './option-findings'
import { needsOf, placedItems, placingSteps, sameNeeds } from './placed-items'
import { confirmationOf, previewFindings } from './preview-findings'
import { JudgedDraftProvider, PreflightContextProvider, type Preflight } from './use-preflight'
import { useSideFacts } from './use-facts'
import { useKnownTasks } from './use-known-tasks'
import { useQuiet } from './use-quiet'

/** Milliseconds without a change before anything is asked for. */
const QUIET_MS = 500

/** How long the walk of both sides is taken for what is there: others work in the same folders. */
const WALK_MS = 10 * 60_000

/** Folders that are looked into without having been asked for, on both sides together. */
const BY_ITSELF = 50

/** Looks at the draft while it changes, for all below. */
export function PreflightProvider({ children }: { children: ReactNode }) {
  const now = useDraft(({ draft }) => draft)
  // Ten thousand items take longer than a keystroke may.
  const worked = useWorkedOut(now, placingSteps)
  const unknown = useMemo(() => ({ ...now, items: [] }), [now])
  const draft = worked ?? unknown
  const client = useQueryClient()
  const needs = useMemo(() => needsOf(draft), [draft])
  const quiet = useQuiet(needs, QUIET_MS, sameNeeds)
  const [checkAll, setCheckAll] = useState<typeof quiet | null>(null)
  const most =
    checkAll && checkAll.source === quiet.source && checkAll.destination === quiet.destination
      ? Infinity
      : BY_ITSELF
  const destinationFolders = useMemo(() => quiet.destinationFolders.slice(0, most), [quiet, most])
  const room = most - destinationFolders.length
  const sourceFolders = useMemo(() => quiet.sourceFolders.slice(0, room), [quiet, room])
  const source = useSideFacts(quiet.source, sourceFolders)
  const destination = useSideFacts(quiet.destination, destinationFolders)
  const left =
    quiet.sourceFolders.length +
    quiet.destinationFolders.length -
    sourceFolders.length -
    destinationFolders.length
  const isBehind = worked === null && now.items.length > 0

  const login = useLogin()
  const nowMs = useMinute()
  const serviceMs = nowMs + useClockOffset()
  const { tasks, ...trouble } = useKnownTasks(draft.destination, serviceMs)
  const pending = source.pending || destination.pending || trouble.pending || !sameNeeds(quiet, needs)
  const preview = usePreviewState(draft, nowMs)
  const { setOpen, outdate } = preview
  const checkAgain = () => {
    outdate()
    if (trouble.asked !== null)
      void client.invalidateQueries({ queryKey: taskQueries.eventsOf(trouble.asked) })
    for (const id of new Set([draft.source, draft.destination])) {
      if (id === null) continue
      void client.invalidateQueries({ queryKey: fileQueries.collection(id) })
      void client.invalidateQueries({ queryKey: collectionQueries.one(id).queryKey })
      void client.invalidateQueries({ queryKey: collectionQueries.pauseRules(id).queryKey })
    }
  }
  const signIn = login.start
  const acts: Acts = {
    signIn: (demand: AuthorizationParameters) => signIn(demand),
    checkAgain,
    seePreview: () => setOpen(true),
  }

  const scopes = useAuthState().session?.scope ?? ''
  const placed = placedItems(draft)
  const facts: Facts = {
    draft,
    placed,
    sides: { source: source.side, destination: destination.side },
    tasks,
    scopes,
    nowMs: serviceMs,
    parts: Math.max(1, Math.ceil(draft.items.length / MOST_ITEMS)),
    preview,
  }
  const { sync_level, skip_source_errors, delete_destination_extra } = draft.options
  // Most of the work; it need not be done again because a walk has seen one folder more, or a second has passed.
  const begin = useCallback(
    () => judge(facts, acts),
    // oxlint-disable-next-line react/exhaustive-deps -- of the facts only these are read there, and acts are made of what stays
    [
      placed,
      draft.source,
      draft.destination,
      draft.folder,
      sync_level,
      skip_source_errors,
      delete_destination_extra,
      source.side,
      destination.side,
      scopes,
      preview.walk,
      preview.end,
      preview.stale,
    ],
  )
  const known = useSteps(begin)
  const findings: Finding[] = isBehind ? [] : [...missingFindings(draft)]
  if (draft.items.length > 0) {
    findings.push(...(known.out ?? []), ...optionFindings(facts), ...previewFindings(facts, acts))
    if (left > 0)
      findings.push({
        id: 'unchecked-folders',
        tone: 'warns',
        title: `${plural(left, 'folder was', 'folders were')} not looked into.`,
        text: 'What is missing, or would be overwritten there, is not known.',
        fixes: [{ label: `Check the other ${plural(left, 'folder')}`, run: () => setCheckAll(quiet) }],
      })
  }
  if (isBehind || (draft.items.length > 0 && (pending || known.out === null)))
    findings.push({ id: 'looking', tone: 'checking', title: 'Looking at both sides…' })
  findings.push(...useLoginFinding(login.error))
  const checkedAt = Math.min(source.checkedAt, destination.checkedAt)
  const value: Preflight = {
    findings,
    // What was found of the items as they were before lets nothing through.
    state: stateOf(now === worked && known.isNow ? findings : [...findings, { tone: 'checking' }]),
    confirmation: confirmationOf(facts),
    checkedAt: Number.isFinite(checkedAt) ? checkedAt : null,
    checkAgain,
    preview,
  }
  return (
    <JudgedDraftProvider value={draft}>
      <PreflightContextProvider value={value}>{children}</PreflightContextProvider>
    </JudgedDraftProvider>
  )
}

function usePreviewState(draft: Draft, nowMs: number) {
  const client = useQueryClient()
  const { walk, end, endedAt, walking, go, stop } = useWalk<Preview>()
  const [walked, setWalked] = useState<Draft | null>(null)
  const [outdated, setOutdated] = useState(false)
  const [open, setOpen] = useState(false)
  const isOld = outdated || (endedAt !== null && nowMs - endedAt > WALK_MS)
  return {
    walk,
    end,
    walking,
    stop,
    open,
    setOpen,
    stale: walked !== null && (isOld || !sameTransfer(walked, draft)),
    outdate: () => setOutdated(true),
    begin: (createPreview: CreatePreview) => {
      const { source, destination } = draft
      if (source === null || destination === null) return
      setWalked(draft)
      setOutdated(false)
      go(
        createPreview(draft, {
          source: folderLister(client, source),
          destination: folderLister(client, destination),
        }),
      )
    },
    goOn: () => walk && go(walk),
  }
}

/** The round to the sign-in service that could not be begun. */
function useLoginFinding(error: unknown): Finding[] {
  const { config } = useServices()
  if (!error) return []
  const { title, text } = describeLoginFailure(toLoginError(error), config.environment, true)
  return [{ id: 'login-failed', tone: 'warns', title: `${title}.`, text }]
}

/** The time by the minute: a deadline comes nearer while nobody touches the form. */
function useMinute(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000)
    return () => clearInterval(timer)
  }, [])
  return now
}

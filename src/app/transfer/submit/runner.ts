import { create } from 'zustand'
import type { Draft } from '../../shared/draft/draft'
import type { DraftKeeper } from '../../shared/draft/draft-keeper'
import { setRun, useDraft } from '../../shared/draft/draft-store'
import { landingPath } from '../../shared/draft/landing'
import { type Leg, type LegName, legOf, nextPart, type Run, withLeg, withTask } from '../../shared/draft/run'
import { onSignOut } from '../../shared/on-sign-out'
import { type createSubmitOnce, submissionDigest, type Unsent } from '../../shared/submit-once'
import { digestOf, type Unanswered } from '../../shared/unanswered'
import type { TransferBody } from '../transfer-body'
import { type Refusal, refusalOf } from './refusal'

type RunnerState = {
  /** The draft that is being sent by this page. */
  sending: string | null
  /** Why the last sending of a draft ended early, and what of the form, as it was then, that is about. */
  failed: { id: string; error: unknown; refusal: Refusal | null; draft: Draft | null } | null
  /** How often somebody has asked to be led to what was refused. */
  looks: number
}

/** What this page does about sending, whichever screen it shows. */
export const useRunner = create<RunnerState>(() => ({ sending: null, failed: null, looks: 0 }))

onSignOut(() => useRunner.setState({ sending: null, failed: null }))

type RunnerOptions = {
  keeper: Pick<DraftKeeper, 'shelf' | 'bodyKey' | 'runOf' | 'setRunOf' | 'hold'>
  unanswered: Unanswered
  submit: ReturnType<typeof createSubmitOnce>
  /** Notes what was accepted as a whole, so that nobody starts the same again without knowing. */
  noteSent: (leg: Leg) => void
  /** Notes of several tasks that they are one to the person. */
  noteParts: (leg: Leg) => void
  /** Something to be told that no field and no panel is about. */
  tell: (title: string, description: string) => void
}

/** What was sent cannot be found again as it was, so it cannot be asked for again either. */
export class BodyMissing extends Error {
  override name = 'BodyMissing'
}

/** Whether the next part was sent and nobody answered. */
export const isUnclear = (leg: Leg, unanswered: Unanswered) => {
  const part = leg.parts[nextPart(leg)]
  return part !== undefined && unanswered.idOf(part.digest, leg.startedAt) !== null
}

/** Why a part did not become a task. */
class Refused extends Error {
  override name = 'Refused'
  readonly reason: unknown
  readonly refusal: Refusal | null

  constructor(reason: unknown, refusal: Refusal | null) {
    super('A part was not accepted')
    this.reason = reason
    this.refusal = refusal
  }
}

/** What was sent by this page, in case the browser has no room for it. */
const unkept = new Map<string, string>()

/** Sends what a draft came to, part after part, over reloads; no part that was accepted is ever sent again. */
export function createRunner({ keeper, unanswered, submit, noteSent, noteParts, tell }: RunnerOptions) {
  const readBody = async (id: string, name: LegName, at: number, digest: string): Promise<Unsent> => {
    const key = keeper.bodyKey(id, name, at)
    const text = unkept.get(key) ?? (await keeper.shelf.get(key).catch(() => null))
    if (typeof text !== 'string' || (await digestOf(text)) !== digest)
      throw new BodyMissing('What was sent was not kept')
    return JSON.parse(text) as Unsent
  }

  /** The leg that these come to, once they are kept: whatever happens after that, the same can be sent again. */
  const makeLeg = async (id: string, name: LegName, bodies: readonly Unsent[]): Promise<Leg> => {
    await keeper.shelf.removeAll(keeper.bodyKey(id, name)).catch(() => undefined)
    for (const [at, body] of bodies.entries()) {
      const key = keeper.bodyKey(id, name, at)
      const text = JSON.stringify(body)
      unkept.delete(key)
      await keeper.shelf.put(key, text).catch(() => unkept.set(key, text))
    }
    const digests = await Promise.all(bodies.map(submissionDigest))
    const parts = bodies.map(({ DATA }, at) => ({ digest: digests[at]!, items: DATA.length, task: null }))
    return { startedAt: Date.now(), parts }
  }

  const openLeg = (id: string, name: LegName) => {
    const run = keeper.runOf(id)
    return run && legOf(run, name)
  }

  const sendRest = async (id: string, name: LegName) => {
    for (let leg = openLeg(id, name); leg && nextPart(leg) >= 0; leg = openLeg(id, name)) {
      const at = nextPart(leg)
      const body = await readBody(id, name, at, leg.parts[at]!.digest)
      const offset = leg.parts.slice(0, at).reduce((sum, { items }) => sum + items, 0)
      await submit(body, {
        since: leg.startedAt,
        onTask: (task) => {
          const run = keeper.runOf(id)
          const now = run && legOf(run, name)
          // Then its id is not forgotten either, and asking again later finds the task.
          if (!now) throw new Error('The draft is gone')
          const sent = withTask(now, at, task)
          keeper.setRunOf(id, withLeg(run, name, sent))
          noteParts(sent)
        },
      }).catch((error: unknown) => {
        throw new Refused(error, isTransfer(body) ? refusalOf(error, body, offset) : null)
      })
    }
    const leg = openLeg(id, name)
    if (name === 'transfer' && leg) noteSent(leg)
  }

  /** Nothing of it was accepted, so it can be decided anew. */
  const forgetRefused = (name: LegName) => {
    const { run } = useDraft.getState()
    const leg = run && legOf(run, name)
    if (!leg || leg.parts.some(({ task }) => task !== null) || isUnclear(leg, unanswered)) return
    setRun(name === 'transfer' ? null : withLeg(run, name, null))
  }

  /** One at a time: two clicks can come before anything has been rendered (checklist G3). */
  const alone = async (name: LegName, work: (id: string, failed: RunnerState['failed']) => Promise<void>) => {
    const { id } = useDraft.getState()
    const { sending, failed } = useRunner.getState()
    if (id === null || sending !== null) return
    useRunner.setState({ sending: id, failed: null })
    const release = keeper.hold(id)
    try {
      await work(id, failed?.id === id ? failed : null)
    } catch (thrown) {
      const { reason: error, refusal } =
        thrown instanceof Refused ? thrown : { reason: thrown, refusal: null }
      const { id: opened, draft } = useDraft.getState()
      if (opened === id) forgetRefused(name)
      if (opened !== null)
        useRunner.setState({ failed: { id, error, refusal, draft: opened === id ? draft : null } })
      if (opened !== id)
        tell('A transfer was not started as a whole', 'It is kept: open it on the transfer screen.')
    } finally {
      useRunner.setState({ sending: null })
      release()
    }
  }

  return {
    /** Sends a draft as it was reviewed. */
    start: (reviewed: Draft, bodies: readonly TransferBody[], move = false) =>
      alone('transfer', async (id) => {
        const leg = await makeLeg(id, 'transfer', bodies)
        const { draft, id: opened } = useDraft.getState()
        if (opened !== id || draft !== reviewed)
          return tell('The transfer was changed meanwhile', 'Look at it, and start it again.')
        setRun({ ...leg, move, files: null, folders: null })
        await sendRest(id, 'transfer')
      }),
    /** Sends the deletions that end a move, as they were confirmed. */
    startDeletion: (name: 'files' | 'folders', bodies: readonly DeletionBody[]) =>
      alone(name, async (id) => {
        const leg = await makeLeg(id, name, bodies)
        const run = keeper.runOf(id)
        // Decided before: the same is not decided twice.
        if (!run?.move || run[name]) return
        keeper.setRunOf(id, withLeg(run, name, leg))
        await sendRest(id, name)
      }),
    /** Asks again for what nobody answered, and sends what was not sent. */
    goOn: (name: LegName = 'transfer') => alone(name, (id) => sendRest(id, name)),
    /** Forgets that it was sent, whatever became of it. */
    startOver: () => {
      const { run } = useDraft.getState()
      for (const { digest } of run?.parts ?? []) unanswered.forget(digest)
      setRun(null)
      useRunner.setState({ failed: null })
    },
    /** Leaves in the draft what was not accepted, to be changed. */
    changeRest: () =>
      alone('transfer', async (id, failed) => {
        const { run, draft } = useDraft.getState()
        if (!run) return
        const accepted = new Set<string>()
        for (const [at, { task, digest }] of run.parts.entries()) {
          if (task === null) continue
          const body = await readBody(id, 'transfer', at, digest)
          for (const item of isTransfer(body) ? body.DATA : [])
            accepted.add(`${item.source_path}\n${item.destination_path}`)
        }
        if (useDraft.getState().run !== run) return
        const items = draft.items.filter(
          (item) => !accepted.has(`${item.source_path}\n${landingPath(draft, item)}`),
        )
        const rest = { ...draft, items }
        useDraft.setState({ run: null, draft: rest })
        // What is to be changed is what was refused, under the number that it has now.
        const refusal = failed?.refusal && inRest(failed.refusal, draft, items)
        if (failed && refusal) useRunner.setState({ failed: { ...failed, refusal, draft: rest } })
      }),
    /** The files whose deletion was asked for. */
    deletedPaths: async (id: string, { files }: Run): Promise<string[]> => {
      const parts = files?.parts ?? []
      const bodies = await Promise.all(parts.map(({ digest }, at) => readBody(id, 'files', at, digest)))
      return bodies.flatMap((body) => (isTransfer(body) ? [] : body.DATA.map(({ path }) => path)))
    },
    /** All that was sent of the transfer. */
    sentBodies: async (id: string, run: Run): Promise<TransferBody[]> => {
      const bodies = await Promise.all(
        run.parts.map(({ digest }, at) => readBody(id, 'transfer', at, digest)),
      )
      return bodies.filter(isTransfer)
    },
  }
}

/** A refusal, where the basket holds only some of the items any more; null when its own is not among them. */
function inRest(refusal: Refusal, { items }: Draft, rest: Draft['items']): Refusal | null {
  if (refusal.field !== 'items' || refusal.at === null) return refusal
  const key = items[refusal.at]?.key
  const at = rest.findIndex((item) => item.key === key)
  return at < 0 ? null : { ...refusal, at }
}

const isTransfer = (body: Unsent): body is TransferBody => body.DATA_TYPE === 'transfer'

/** A deletion before it has an id. */
export type DeletionBody = Extract<Unsent, { DATA_TYPE: 'delete' }>

export type Runner = ReturnType<typeof createRunner>

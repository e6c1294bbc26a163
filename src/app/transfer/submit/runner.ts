import { create } from 'zustand'
import type { Draft } from '../../shared/draft/draft'
import type { DraftKeeper } from '../../shared/draft/draft-keeper'
import { setRun, useDraft } from '../../shared/draft/draft-store'
import { landingPath } from '../../shared/draft/landing'
import { type Run, withTask } from '../../shared/draft/run'
import { onSignOut } from '../../shared/on-sign-out'
import { type createSubmitOnce, submissionDigest } from '../../shared/submit-once'
import { digestOf, type Unanswered } from '../../shared/unanswered'
import type { TransferBody } from '../transfer-body'
import { type Refusal, refusalOf } from './refusal'

type RunnerState = {
  /** The draft that is being sent by this page. */
  sending: string | null
  /** Why the last sending of a draft ended early, and what of the form, as it was then, that is about. */
  failed: { id: string; error: unknown; refusal: Refusal | null; draft: Draft | null } | null
}

/** What this page does about sending, whichever screen it shows. */
export const useRunner = create<RunnerState>(() => ({ sending: null, failed: null }))

onSignOut(() => useRunner.setState({ sending: null, failed: null }))

type RunnerOptions = {
  keeper: Pick<DraftKeeper, 'shelf' | 'bodyKey' | 'runOf' | 'setRunOf' | 'hold'>
  unanswered: Unanswered
  submit: ReturnType<typeof createSubmitOnce>
  /** Something to be told that no field and no panel is about. */
  tell: (title: string, description: string) => void
}

/** What was sent cannot be found again as it was, so it cannot be asked for again either. */
export class BodyMissing extends Error {
  override name = 'BodyMissing'
}

/** The next part that no task is known of; -1 when there is none. */
export const nextPart = ({ parts }: Run) => parts.findIndex(({ task }) => task === null)

/** Whether that part was sent and nobody answered. */
export const isUnclear = (run: Run, unanswered: Unanswered) => {
  const part = run.parts[nextPart(run)]
  return part !== undefined && unanswered.idOf(part.digest, run.startedAt) !== null
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
export function createRunner({ keeper, unanswered, submit, tell }: RunnerOptions) {
  const readBody = async (id: string, at: number, digest: string): Promise<TransferBody> => {
    const key = keeper.bodyKey(id, at)
    const text = unkept.get(key) ?? (await keeper.shelf.get(key).catch(() => null))
    if (typeof text !== 'string' || (await digestOf(text)) !== digest)
      throw new BodyMissing('What was sent was not kept')
    return JSON.parse(text) as TransferBody
  }

  const keepBodies = async (id: string, bodies: readonly TransferBody[]) => {
    await keeper.shelf.removeAll(keeper.bodyKey(id)).catch(() => undefined)
    for (const [at, body] of bodies.entries()) {
      const key = keeper.bodyKey(id, at)
      const text = JSON.stringify(body)
      unkept.delete(key)
      await keeper.shelf.put(key, text).catch(() => unkept.set(key, text))
    }
  }

  const sendRest = async (id: string) => {
    for (let run = keeper.runOf(id); run && nextPart(run) >= 0; run = keeper.runOf(id)) {
      const at = nextPart(run)
      const body = await readBody(id, at, run.parts[at]!.digest)
      const offset = run.parts.slice(0, at).reduce((sum, { items }) => sum + items, 0)
      await submit(body, {
        since: run.startedAt,
        onTask: (task) => {
          const now = keeper.runOf(id)
          // Then its id is not forgotten either, and asking again later finds the task.
          if (!now) throw new Error('The draft is gone')
          keeper.setRunOf(id, withTask(now, at, task))
        },
      }).catch((error: unknown) => {
        throw new Refused(error, refusalOf(error, body, offset))
      })
    }
  }

  /** One at a time: two clicks can come before anything has been rendered (checklist G3). */
  const alone = async (work: (id: string) => Promise<void>) => {
    const { id } = useDraft.getState()
    if (id === null || useRunner.getState().sending !== null) return
    useRunner.setState({ sending: id, failed: null })
    const release = keeper.hold(id)
    try {
      await work(id)
    } catch (thrown) {
      const { reason: error, refusal } =
        thrown instanceof Refused ? thrown : { reason: thrown, refusal: null }
      const { id: opened, run, draft } = useDraft.getState()
      const isRefused = run?.parts.every(({ task }) => task === null) && !isUnclear(run, unanswered)
      // Nothing of it was accepted, so it can be changed again.
      if (opened === id && isRefused) setRun(null)
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
    start: (reviewed: Draft, bodies: readonly TransferBody[]) =>
      alone(async (id) => {
        // Before anything is sent: whatever happens then, the same can be sent again.
        await keepBodies(id, bodies)
        const digests = await Promise.all(bodies.map(submissionDigest))
        const { draft, id: opened } = useDraft.getState()
        if (opened !== id || draft !== reviewed)
          return tell('The transfer was changed meanwhile', 'Look at it, and start it again.')
        const parts = bodies.map(({ DATA }, at) => ({ digest: digests[at]!, items: DATA.length, task: null }))
        setRun({ startedAt: Date.now(), parts, move: draft.move })
        await sendRest(id)
      }),
    /** Asks again for what nobody answered, and sends what was not sent. */
    goOn: () => alone(sendRest),
    /** Forgets that it was sent, whatever became of it. */
    startOver: () => {
      const { run } = useDraft.getState()
      for (const { digest } of run?.parts ?? []) unanswered.forget(digest)
      setRun(null)
      useRunner.setState({ failed: null })
    },
    /** Leaves in the draft what was not accepted, to be changed. */
    changeRest: () =>
      alone(async (id) => {
        const { run, draft } = useDraft.getState()
        if (!run) return
        const accepted = new Set<string>()
        for (const [at, { task, digest }] of run.parts.entries())
          if (task !== null)
            for (const { source_path, destination_path } of (await readBody(id, at, digest)).DATA)
              accepted.add(`${source_path}\n${destination_path}`)
        if (useDraft.getState().run !== run) return
        const items = draft.items.filter(
          (item) => !accepted.has(`${item.source_path}\n${landingPath(draft, item)}`),
        )
        useDraft.setState({ run: null, draft: { ...draft, items } })
      }),
    /** All that was sent. */
    bodies: (id: string, run: Run) =>
      Promise.all(run.parts.map(({ digest }, at) => readBody(id, at, digest))),
  }
}

export type Runner = ReturnType<typeof createRunner>

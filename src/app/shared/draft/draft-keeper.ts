import { create } from 'zustand'
import { safeSessionStorage } from '../../../auth/safe-storage'
import type { TransferBody } from '../code/transfer-body'
import { forgetKept, keep, keptKeys, readKept } from '../kept'
import { SAME_DECISION_MS } from '../submit-once'
import { digestOf, type Unanswered } from '../unanswered'
import { draftOfBody } from './draft-of-body'
import { draftClaims } from './draft-claims'
import { nameDraft, newDraft, openDraft, setRun, useDraft } from './draft-store'
import { createItemSaver } from './item-saver'
import { type DraftHead, readHead, writeHead } from './kept-draft'
import { isFinished, type LegName, type Run, withLeg, withTask } from './run'
import type { Shelf } from './shelf'

/** A draft that was kept; null in place of what somebody spoilt. */
export type KeptDraft = { id: string; head: DraftHead | null }

type Trouble = {
  /** Items of the open draft that could not be found again. */
  lostItems: number
  /** The items of the open draft find no room. */
  full: boolean
}

/** What is to be said about keeping. */
export const useDraftTrouble = create<Trouble>(() => ({ lostItems: 0, full: false }))

type KeeperOptions = {
  /** What every key of this person's drafts begins with. */
  key: string
  /** Where the tab remembers which of them is its own. */
  tabKey: string
  shelf: Shelf
  unanswered: Unanswered
}

export type DraftKeeper = ReturnType<typeof createDraftKeeper>

/** Milliseconds for which a page that is being reloaded may still hold the draft. */
const RELOAD_MS = 700

/** Keeps the open draft at each change, and finds those again that were kept. */
export function createDraftKeeper({ key, tabKey, shelf, unanswered }: KeeperOptions) {
  const headKey = (id: string) => `${key}:${id}`
  const shelfKey = (id: string) => `${key}:${id}:`
  const bodyKey = (id: string, leg: LegName, part?: number) =>
    `${shelfKey(id)}body:${leg}:${part === undefined ? '' : String(part).padStart(5, '0')}`
  const claims = draftClaims((id) => `${key}:${id}`)
  const saverOf = (id: string) =>
    createItemSaver(shelf, `${shelfKey(id)}item:`, () => useDraftTrouble.setState({ full: true }))
  /** Drafts that are being sent: no other tab may open them, also while this one shows another. */
  const sending = new Set<string>()
  const release = (id: string) => {
    if (!sending.has(id) && open?.id !== id) claims.release(id)
  }
  let open: { id: string; saver: ReturnType<typeof saverOf> } | null = null

  const list = (): KeptDraft[] =>
    keptKeys(`${key}:`)
      .map((name) => ({ id: name.slice(key.length + 1), head: readHead(readKept(name) ?? '') }))
      .toSorted((a, b) => (b.head?.savedAt ?? 0) - (a.head?.savedAt ?? 0))

  /** A run of which nothing can have arrived has not begun. */
  const begun = (run: Run | null) =>
    run?.parts.some(({ task, digest }) => task !== null || unanswered.idOf(digest, run.startedAt) !== null)
      ? run
      : null

  /** Shows a draft that this tab has claimed. */
  const show = async (id: string, head: DraftHead): Promise<boolean> => {
    const saver = saverOf(id)
    const items = await saver.load()
    const before = open
    open = { id, saver }
    if (openDraft(id, { ...head.form, items }, sending.has(id) ? head.run : begun(head.run))) {
      if (before) release(before.id)
      useDraftTrouble.setState({ lostItems: Math.max(0, head.items - items.length), full: false })
      return true
    }
    open = before
    release(id)
    return false
  }

  const restore = async (): Promise<void> => {
    const own = safeSessionStorage.get(tabKey)
    if (own !== null && (await claims.claim(own, RELOAD_MS))) {
      const head = readHead(readKept(headKey(own)) ?? '')
      if (head && (await show(own, head))) return
      claims.release(own)
      return nameDraft()
    }
    for (const { id, head } of list()) {
      if (!head || (head.run && isFinished(head.run)) || !(await claims.claim(id))) continue
      if (await show(id, head)) return
      break
    }
    nameDraft()
  }

  const forgetKeptDraft = (id: string) => {
    forgetKept(headKey(id))
    return shelf.removeAll(shelfKey(id)).catch(() => undefined)
  }

  const save = ({ id, draft, run }: ReturnType<typeof useDraft.getState>) => {
    if (open && open.id !== id) {
      const before = open.id
      open = null
      release(before)
    }
    if (id === null) return
    if (!open) {
      open = { id, saver: saverOf(id) }
      void claims.claim(id)
      useDraftTrouble.setState({ lostItems: 0, full: false })
    }
    safeSessionStorage.set(tabKey, id)
    const isNothing = !run && draft.items.length === 0 && JSON.stringify(draft) === JSON.stringify(newDraft())
    if (isNothing) void forgetKeptDraft(id)
    // First: it is written before anything else has a turn.
    else keep(headKey(id), writeHead(draft, run, Date.now()))
    open.saver.save(draft.items)
  }
  const stop = useDraft.subscribe(save)

  return {
    restore,
    list: () =>
      list().flatMap(({ id, head }): KeptDraft[] =>
        id === open?.id
          ? []
          : [{ id, head: head && (sending.has(id) ? head : { ...head, run: begun(head.run) }) }],
      ),
    /** Opens another of those that were kept. Answers whether it could be: another tab may show it. */
    open: async (id: string): Promise<boolean> => {
      const head = readHead(readKept(headKey(id)) ?? '')
      return head !== null && (await claims.claim(id)) && show(id, head)
    },
    /** Answers whether it could be: another tab may show it. */
    forget: async (id: string): Promise<boolean> => {
      if (sending.has(id) || !(await claims.claim(id))) return false
      await forgetKeptDraft(id)
      claims.release(id)
      return true
    },
    /** What was sent of a draft, whether it is open or not. */
    runOf: (id: string): Run | null => {
      const { id: opened, run } = useDraft.getState()
      return opened === id ? run : (readHead(readKept(headKey(id)) ?? '')?.run ?? null)
    },
    setRunOf: (id: string, run: Run) => {
      if (useDraft.getState().id === id) return setRun(run)
      const head = readHead(readKept(headKey(id)) ?? '')
      if (head) keep(headKey(id), JSON.stringify({ ...head, run }))
    },
    /** Keeps a draft for this tab until the returned function is called. */
    hold: (id: string) => {
      sending.add(id)
      return () => {
        sending.delete(id)
        release(id)
      }
    },
    /**
     * Keeps what is about to be sent without having been a draft, so that it can be asked for again on the transfer
     * screen should nobody answer and the page end (checklist G2). `startedAt`: since when it is the same decision. The returned
     * function hears of the task, or of null.
     */
    keepSent: async (
      body: TransferBody,
      startedAt = Date.now() - SAME_DECISION_MS,
    ): Promise<(task: string | null) => void> => {
      const text = JSON.stringify(body)
      const digest = await digestOf(text)
      // The same once more is the same.
      const id = `copy-${digest}`
      if (!(await claims.claim(id))) return () => undefined
      sending.add(id)
      const draft = draftOfBody(body)
      const parts = [{ digest, items: body.DATA.length, task: null }]
      const run: Run = { startedAt, parts, move: false, files: null, folders: null }
      const isKept = shelf.put(bodyKey(id, 'transfer', 0), text).then(() => saverOf(id).saveNow(draft.items))
      await isKept.catch(() => undefined)
      keep(headKey(id), writeHead(draft, run, Date.now()))
      return (task) => {
        if (task !== null && open?.id === id) setRun(withLeg(run, 'transfer', withTask(run, 0, task)))
        // A refusal is an answer too: nothing of it is to be asked for again.
        else if (unanswered.idOf(digest, startedAt) === null && open?.id !== id) void forgetKeptDraft(id)
        sending.delete(id)
        release(id)
      }
    },
    /** Where a part of what was sent of a draft is kept, for asking again; without it, where all of them begin. */
    bodyKey,
    shelf,
    close: () => {
      stop()
      if (open) claims.release(open.id)
    },
  }
}

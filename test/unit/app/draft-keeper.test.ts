import {
  array,
  assert,
  asyncProperty,
  boolean,
  constantFrom,
  integer,
  oneof,
  record,
  string,
} from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  type Draft,
  type NewItem,
  withItem,
  withItems,
  withOptions,
  withoutItems,
} from '../../../src/app/shared/draft/draft'
import type { TransferBody } from '../../../src/app/shared/code/transfer-body'
import { createDraftKeeper, useDraftTrouble } from '../../../src/app/shared/draft/draft-keeper'
import {
  addToDraft,
  beginDraft,
  changeDraft,
  setRun,
  useDraft,
} from '../../../src/app/shared/draft/draft-store'
import { openShelf, type Shelf } from '../../../src/app/shared/draft/shelf'
import { keep, keptKeys } from '../../../src/app/shared/kept'
import { forgetPerson } from '../../../src/app/shared/on-sign-out'
import { submissionDigest } from '../../../src/app/shared/submit-once'
import { unansweredSubmissions } from '../../../src/app/shared/unanswered'
import { heldElsewhere, openBrowser } from './a-browser'

const KEY = 'draft:ada'
const file = (name: string): NewItem => ({ source_path: `/${name}`, kind: 'file', lands: null, size: 1 })

/** A page of one tab; `reload` is the same tab, `newTab` another one whose neighbour was closed. */
async function openPage(shelf?: Shelf) {
  const keeper = createDraftKeeper({
    key: KEY,
    tabKey: 'tab',
    shelf: shelf ?? (await openShelf('test')),
    unanswered: unansweredSubmissions('unanswered:ada'),
  })
  await keeper.restore()
  return keeper
}

/** The page goes; its memory with it. */
function leave(keeper: { close: () => void }) {
  keeper.close()
  forgetPerson()
}
const closeTab = () => window.sessionStorage.clear()

/** Until what was begun has been written. */
const settled = () => new Promise((resolve) => setTimeout(resolve))

beforeEach(() => {
  openBrowser()
  forgetPerson()
})

type Step = (draft: Draft) => Draft
const steps = oneof(
  array(string({ minLength: 1 }), { maxLength: 4 }).map(
    (names): Step =>
      (draft) =>
        withItems(draft, names.map(file)),
  ),
  integer({ min: 1, max: 6 }).map(
    (key): Step =>
      (draft) =>
        withoutItems(draft, new Set([key])),
  ),
  record({ key: integer({ min: 1, max: 6 }), lands: string() }).map(
    ({ key, lands }): Step =>
      (draft) =>
        withItem(draft, key, { lands }),
  ),
  string().map(
    (label): Step =>
      (draft) =>
        withOptions(draft, { label }),
  ),
  boolean().map(
    (on): Step =>
      (draft) =>
        withOptions(draft, { delete_destination_extra: on }),
  ),
  constantFrom<Step>(
    (draft) => ({ ...draft, destination: 'there', folder: '/in/' }),
    (draft) => ({ ...draft, landing: 'as', origin: 'link' }),
    (draft) => withOptions(draft, { filter_rules: [{ method: 'exclude', type: null, name: '*.tmp' }] }),
  ),
)

describe('a draft that was kept', () => {
  test('is found again as it was, whatever was done to it and whenever the page goes', () =>
    assert(
      asyncProperty(array(steps, { maxLength: 12 }), boolean(), async (changes, sameTab) => {
        openBrowser()
        forgetPerson()
        const keeper = await openPage()
        for (const change of changes) changeDraft(change)
        const { draft } = useDraft.getState()
        await settled()
        leave(keeper)
        if (!sameTab) closeTab()
        const next = await openPage()
        expect(useDraft.getState().draft).toEqual(draft)
        leave(next)
      }),
      { numRuns: 60 },
    ))

  test('takes in what was added before it was there', async () => {
    const keeper = await openPage()
    addToDraft({ source: 'here', items: [file('old')] })
    await settled()
    leave(keeper)
    const opening = openPage()
    addToDraft({ source: 'here', items: [file('new')] })
    const next = await opening
    expect(useDraft.getState().draft.items.map(({ source_path }) => source_path)).toEqual(['/old', '/new'])
    leave(next)
  })

  test('makes room for another one that was begun before it was there, about another collection', async () => {
    const keeper = await openPage()
    addToDraft({ source: 'here', items: [file('old')] })
    await settled()
    leave(keeper)
    const opening = openPage()
    addToDraft({ source: 'elsewhere', items: [file('new')] })
    const next = await opening
    expect(useDraft.getState().draft).toMatchObject({ source: 'elsewhere', items: [{ source_path: '/new' }] })
    expect(next.list()).toMatchObject([{ head: { items: 1, form: { source: 'here' } } }])
    leave(next)
  })

  test('is not written by two tabs: a copied tab begins another one (G2)', async () => {
    const keeper = await openPage()
    addToDraft({ source: 'here', items: [file('mine')] })
    await settled()
    const { id } = useDraft.getState()
    leave(keeper)
    // The tab that was copied goes on; its copy has the same session storage.
    heldElsewhere.add(`${KEY}:${id}`)
    const copy = await openPage()
    expect(useDraft.getState().id).not.toBe(id)
    expect(useDraft.getState().draft.items).toEqual([])
    expect(await copy.open(id!)).toBe(false)
    expect(await copy.forget(id!)).toBe(false)
    leave(copy)
  })

  test('stays when another is begun, and can be opened and forgotten', async () => {
    const keeper = await openPage()
    addToDraft({ source: 'here', items: [file('first')] })
    const { id } = useDraft.getState()
    beginDraft()
    addToDraft({ source: 'here', items: [file('second')] })
    await settled()
    expect(await keeper.open(id!)).toBe(true)
    expect(useDraft.getState().draft.items).toMatchObject([{ source_path: '/first' }])
    const [other] = keeper.list()
    expect(await keeper.forget(other!.id)).toBe(true)
    expect(keeper.list()).toEqual([])
    leave(keeper)
  })

  test('that somebody spoilt is left out, and takes nothing else down', async () => {
    const keeper = await openPage()
    addToDraft({ source: 'here', items: [file('whole')] })
    await settled()
    leave(keeper)
    closeTab()
    keep(`${KEY}:spoilt`, '{"version":1,"savedAt":9e15,"items":"many"}')
    const next = await openPage()
    expect(useDraft.getState().draft.items).toMatchObject([{ source_path: '/whole' }])
    expect(next.list()).toEqual([{ id: 'spoilt', head: null }])
    leave(next)
  })

  test('tells how many of its items cannot be found again', async () => {
    const shelf = await openShelf('test')
    const keeper = await openPage(shelf)
    addToDraft({ source: 'here', items: Array.from({ length: 2_500 }, (_, at) => file(String(at))) })
    await settled()
    const { id } = useDraft.getState()
    leave(keeper)
    const [, second] = await shelf.keys(`${KEY}:${id}:item:`)
    await shelf.put(second!, [{ key: 'one', source_path: 7 }])
    const next = await openPage(shelf)
    expect(useDraft.getState().draft.items).toHaveLength(1_500)
    expect(useDraftTrouble.getState().lostItems).toBe(1_000)
    leave(next)
  })

  test('writes of many items only those that were changed with', async () => {
    const shelf = await openShelf('test')
    const puts: string[] = []
    const keeper = await openPage({
      ...shelf,
      put: (key, value) => {
        puts.push(key)
        return shelf.put(key, value)
      },
    })
    addToDraft({ source: 'here', items: Array.from({ length: 10_000 }, (_, at) => file(String(at))) })
    await settled()
    expect(puts).toHaveLength(11)
    changeDraft((draft) => withItem(draft, 4_242, { lands: 'elsewhere' }))
    changeDraft((draft) => withoutItems(draft, new Set([17])))
    await settled()
    expect(puts).toHaveLength(13)
    leave(keeper)
  })

  test('cannot be changed once it was sent; what is added begins another', async () => {
    const keeper = await openPage()
    addToDraft({ source: 'here', items: [file('sent')] })
    const { draft, id } = useDraft.getState()
    const run = {
      startedAt: 1,
      parts: [
        { digest: 'a'.repeat(64), items: 1, task: 'task-1' },
        { digest: 'b'.repeat(64), items: 1, task: null },
      ],
      move: false,
      files: null,
      folders: null,
    }
    setRun(run)
    changeDraft((now) => withOptions(now, { label: 'too late' }))
    expect(useDraft.getState().draft).toBe(draft)
    addToDraft({ source: 'elsewhere', items: [file('next')] })
    expect(useDraft.getState()).toMatchObject({ run: null, draft: { source: 'elsewhere' } })
    await settled()
    leave(keeper)
    closeTab()
    // The next page finds what is to be gone on with.
    const next = await openPage()
    expect(await next.open(id!)).toBe(true)
    expect(useDraft.getState()).toMatchObject({ id, run })
    leave(next)
  })

  const accepted = { startedAt: 1, parts: [{ digest: 'a'.repeat(64), items: 1, task: 'task-1' }] }
  test.each([
    ['a copy that was accepted', { move: false, files: null, folders: null }, false],
    [
      'a move of which nobody has said what happens to the originals',
      { move: true, files: null, folders: null },
      true,
    ],
    ['a move whose originals were deleted', { move: true, files: accepted, folders: null }, false],
  ])('of %s is what the next page goes on with: %3$s', async (_what, about, isShown) => {
    const keeper = await openPage()
    addToDraft({ source: 'here', items: [file('sent')] })
    const { id } = useDraft.getState()
    setRun({ ...accepted, ...about })
    await settled()
    leave(keeper)
    closeTab()
    const next = await openPage()
    expect(useDraft.getState().id === id).toBe(isShown)
    leave(next)
  })

  test('of which nothing was sent when the page went can be changed again', async () => {
    const keeper = await openPage()
    addToDraft({ source: 'here', items: [file('unsent')] })
    setRun({
      startedAt: 1,
      parts: [{ digest: 'a'.repeat(64), items: 1, task: null }],
      move: false,
      files: null,
      folders: null,
    })
    await settled()
    leave(keeper)
    const next = await openPage()
    expect(useDraft.getState().run).toBeNull()
    leave(next)
  })

  test('and came to nothing leaves nothing behind', async () => {
    const keeper = await openPage()
    addToDraft({ source: 'here', items: [file('x')] })
    changeDraft((draft) => ({ ...withoutItems(draft, new Set([1])), source: null }))
    await settled()
    expect(keptKeys(KEY)).toEqual([])
    leave(keeper)
  })
})

describe('G2: what is sent without having been a draft', () => {
  const unanswered = unansweredSubmissions('unanswered:ada')
  const body: TransferBody = {
    DATA_TYPE: 'transfer',
    source_endpoint: 'from',
    destination_endpoint: 'to',
    label: 'quick',
    DATA: [{ DATA_TYPE: 'transfer_item', source_path: '/a', destination_path: '/in/a', recursive: false }],
  }

  test('is what the next page shows when nobody answered, and can be asked for again', async () => {
    const keeper = await openPage()
    const settle = await keeper.keepSent(body)
    unanswered.keep(await submissionDigest(body), 'id-1')
    settle(null)
    leave(keeper)
    closeTab()
    const next = await openPage()
    const { draft, run, id } = useDraft.getState()
    expect(draft.items.map(({ source_path }) => source_path)).toEqual(['/a'])
    expect(run?.parts).toMatchObject([{ task: null, items: 1 }])
    expect(JSON.parse(String(await next.shelf.get(next.bodyKey(id!, 'transfer', 0))))).toEqual(body)
    // Asked for again in the panes, it is the same that is shown here.
    const again = await next.keepSent(body)
    unanswered.forget(await submissionDigest(body))
    again('task-1')
    expect(useDraft.getState().run?.parts).toMatchObject([{ task: 'task-1' }])
    leave(next)
  })

  test('is not said to have been sent when the page ended before it had an id', async () => {
    const keeper = await openPage()
    await keeper.keepSent(body)
    leave(keeper)
    const next = await openPage()
    beginDraft()
    expect(next.list()).toMatchObject([{ head: { name: 'a', run: null } }])
    leave(next)
  })

  test('leaves nothing behind once there is an answer', async () => {
    const keeper = await openPage()
    const settle = await keeper.keepSent(body)
    expect(keeper.list()).toHaveLength(1)
    settle('task-1')
    await settled()
    expect(keeper.list()).toEqual([])
    expect(await keeper.shelf.keys(`${KEY}:copy-`)).toEqual([])
    leave(keeper)
  })
})

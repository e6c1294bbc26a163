import { array, assert, asyncProperty, constantFrom, integer } from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { ApiError } from '../../../src/api/errors'
import type { SubmissionResult } from '../../../src/api/wire'
import { withOptions } from '../../../src/app/shared/draft/draft'
import { createDraftKeeper } from '../../../src/app/shared/draft/draft-keeper'
import { addToDraft, changeDraft, useDraft } from '../../../src/app/shared/draft/draft-store'
import { isAllAccepted } from '../../../src/app/shared/draft/run'
import { readKept } from '../../../src/app/shared/kept'
import { notedParts, splitTasks } from '../../../src/app/shared/parts'
import { openShelf } from '../../../src/app/shared/draft/shelf'
import { forgetPerson } from '../../../src/app/shared/on-sign-out'
import { createSubmitOnce } from '../../../src/app/shared/submit-once'
import { unansweredSubmissions } from '../../../src/app/shared/unanswered'
import { createRunner, isUnclear, useRunner } from '../../../src/app/transfer/submit/runner'
import { sentTransfers } from '../../../src/app/transfer/submit/sent'
import { MOST_ITEMS, transferBodies } from '../../../src/app/transfer/transfer-body'
import { DESTINATION, openTransferWorld, SOURCE } from '../../support/emulator-world'
import { openBrowser } from './a-browser'
import { aService, type Weather } from './a-service'
import { aNewItem } from './drafts'

const sent = sentTransfers('sent:ada')
const unanswered = unansweredSubmissions('unanswered:ada')

async function openPage(service: Pick<ReturnType<typeof aService>, 'page'>) {
  const keeper = createDraftKeeper({
    key: 'draft:ada',
    tabKey: 'tab',
    shelf: await openShelf('test'),
    unanswered,
  })
  await keeper.restore()
  const told: string[] = []
  const runner = createRunner({
    keeper,
    unanswered,
    submit: service.page(),
    noteSent: sent.note,
    noteParts: splitTasks('parts:ada').note,
    tell: (title) => told.push(title),
  })
  return { keeper, runner, told }
}

/** The page is gone: nothing that it was about to do happens. */
function kill({ keeper }: Awaited<ReturnType<typeof openPage>>) {
  keeper.close()
  forgetPerson()
}

const settled = () => new Promise((resolve) => setTimeout(resolve))

/** A draft of so many parts of two items each, and what is sent of it. */
function fillDraft(parts: number) {
  addToDraft({
    source: 'from',
    destination: 'to',
    folder: '/in/',
    items: Array.from({ length: parts * 2 }, (_, at) => ({
      source_path: `/out/${at}`,
      kind: 'file',
      lands: null,
      size: 1,
    })),
  })
  return bodiesOf(parts)
}

function bodiesOf(parts: number) {
  const { draft } = useDraft.getState()
  const [whole] = transferBodies(draft, { source: null, destination: null })
  const bodies = Array.from({ length: parts }, (_, at) => ({
    ...whole!,
    DATA: whole!.DATA.slice(at * 2, at * 2 + 2),
  }))
  return { draft, bodies }
}

beforeEach(() => {
  openBrowser()
  forgetPerson()
})

describe('what a draft came to', () => {
  test('is sent whole and each part once, whatever is lost and whenever the page is killed (G1, G2)', () =>
    assert(
      asyncProperty(
        integer({ min: 1, max: 4 }),
        array(
          constantFrom<Weather>(
            'fine',
            'answer lost',
            'request lost',
            'signed out',
            'page killed',
            'page killed before',
          ),
          { maxLength: 8 },
        ),
        async (parts, weather) => {
          openBrowser()
          forgetPerson()
          const service = aService()
          let page = await openPage(service)
          const { draft, bodies } = fillDraft(parts)
          service.weather.push(...weather)
          void page.runner.start(draft, bodies)
          let deaths = 0
          for (let tries = 0; tries < 24; tries += 1) {
            while (useRunner.getState().sending && service.hanging() === deaths) await settled()
            const { run } = useDraft.getState()
            if (run && isAllAccepted(run)) break
            // The next page finds what is to be gone on with.
            if (service.hanging() > deaths) {
              deaths += 1
              kill(page)
              page = await openPage(service)
            } else if (run) void page.runner.goOn()
            else {
              // Nothing of it can have been accepted: it is a draft again, as it was.
              const again = bodiesOf(parts)
              void page.runner.start(again.draft, again.bodies)
            }
          }
          const { run } = useDraft.getState()
          const tasks = run!.parts.map(({ task }) => task)
          expect(new Set(tasks).size).toBe(parts)
          expect([...service.tasks.values()].toSorted()).toEqual([...tasks].toSorted())
          expect(service.tasks.size).toBe(parts)
          const known = notedParts(readKept('parts:ada'))
          const siblings = [...tasks]
          for (const [at, task] of tasks.entries())
            expect(known.get(task!)).toEqual(
              parts === 1 ? undefined : { part: at + 1, of: parts, number: 1, siblings, tries: [task] },
            )
          // Byte by byte the same, however often it was sent.
          expect(new Set(service.sent).size).toBe(parts)
          kill(page)
        },
      ),
      { numRuns: 60 },
    ))

  test('is started once by many presses at once (G3)', () =>
    assert(
      asyncProperty(array(integer({ min: 0, max: 5 }), { minLength: 2, maxLength: 6 }), async (turns) => {
        openBrowser()
        forgetPerson()
        const service = aService()
        const page = await openPage(service)
        const { draft, bodies } = fillDraft(2)
        for (const wait of turns) {
          void page.runner.start(draft, bodies)
          for (let turn = 0; turn < wait; turn += 1) await Promise.resolve()
        }
        while (useRunner.getState().sending) await settled()
        expect(service.tasks.size).toBe(2)
        expect(service.sent).toHaveLength(2)
        kill(page)
      }),
      { numRuns: 30 },
    ))

  test('that is refused can be changed again, and says what of the form it is about', async () => {
    const service = aService()
    const page = await openPage(service)
    const { draft, bodies } = fillDraft(1)
    service.weather.push('refused')
    await page.runner.start(draft, bodies)
    expect(useDraft.getState()).toMatchObject({ run: null, draft })
    expect(useRunner.getState().failed).toMatchObject({ error: { status: 400 } })
    changeDraft((now) => ({ ...now, folder: '/elsewhere/' }))
    expect(useDraft.getState().draft.folder).toBe('/elsewhere/')
    kill(page)
  })

  test('and was refused in part leaves the rest to be changed', async () => {
    const service = aService()
    const page = await openPage(service)
    const { draft, bodies } = fillDraft(3)
    service.weather.push('fine', 'refused')
    await page.runner.start(draft, bodies)
    const { run } = useDraft.getState()
    expect(run?.parts.map(({ task }) => task)).toEqual(['task-1', null, null])
    expect(isUnclear(run!, unanswered)).toBe(false)
    await page.runner.changeRest()
    const rest = useDraft.getState()
    expect(rest.run).toBeNull()
    expect(rest.draft.items.map(({ source_path }) => source_path)).toEqual([
      '/out/2',
      '/out/3',
      '/out/4',
      '/out/5',
    ])
    kill(page)
  })

  test('that nobody answered cannot be changed until it is checked or begun as new', async () => {
    const service = aService()
    const page = await openPage(service)
    const { draft, bodies } = fillDraft(1)
    service.weather.push('answer lost')
    await page.runner.start(draft, bodies)
    expect(isUnclear(useDraft.getState().run!, unanswered)).toBe(true)
    changeDraft((now) => ({ ...now, folder: '/elsewhere/' }))
    expect(useDraft.getState().draft).toEqual(draft)
    page.runner.startOver()
    const again = bodiesOf(1)
    await page.runner.start(again.draft, again.bodies)
    // The person was warned: this is a second one.
    expect(service.tasks.size).toBe(2)
    kill(page)
  })

  test('and was accepted is known again when the very same is to be sent, also by the next page', async () => {
    const service = aService()
    const page = await openPage(service)
    const { draft, bodies } = fillDraft(2)
    service.weather.push('fine', 'refused')
    await page.runner.start(draft, bodies)
    expect(await sent.find(bodies)).toBeNull()
    await page.runner.goOn()
    kill(page)
    expect(await sent.find(bodies)).toMatchObject({ task: 'task-1' })
    expect(await sent.find(bodies.map((body) => ({ ...body, label: 'another' })))).toBeNull()
  })

  test('and is more than one request can name becomes parts of one label, of which none is a task twice (G1)', async () => {
    const globus = await openTransferWorld()
    const posts: string[] = []
    let isLost = false
    const isRest = ({ DATA }: { DATA: readonly unknown[] }) => DATA.length === 1
    const submit = createSubmitOnce({
      unanswered,
      fetchId: () => globus.submissionId(),
      submit: async (document, onLost) => {
        posts.push(document.submission_id)
        const { body } = await globus.ask('POST', '/transfer', document)
        if (isLost || !isRest(document)) return body as unknown as SubmissionResult
        isLost = true
        onLost()
        throw new ApiError({ status: 0, code: 'NetworkError', message: 'No answer' })
      },
    })
    const page = await openPage({ page: () => submit })
    const items = Array.from({ length: MOST_ITEMS + 1 }, (_, at) => aNewItem(`/out/${at}`))
    addToDraft({ source: SOURCE, destination: DESTINATION, folder: '/in/', items })
    changeDraft((now) => withOptions(now, { label: 'many' }))
    const { draft } = useDraft.getState()
    const bodies = transferBodies(draft, { source: null, destination: null })
    await page.runner.start(draft, bodies)
    expect(isUnclear(useDraft.getState().run!, unanswered)).toBe(true)
    kill(page)

    // Another page asks again, under the same id.
    const next = await openPage({ page: () => submit })
    await next.runner.goOn()
    const { run } = useDraft.getState()
    expect(posts).toEqual([posts[0], posts[1], posts[1]])
    const tasks = Array.from(globus.world.tables.tasks.values())
    expect(run!.parts.map(({ task }) => task).toSorted()).toEqual(
      tasks.map(({ document }) => document.task_id).toSorted(),
    )
    expect(run!.parts.map(({ items }) => items)).toEqual([MOST_ITEMS, 1])
    expect(run!.parts.map(({ task }) => globus.rowOf(task!).document.label)).toEqual([
      'many (1 of 2)',
      'many (2 of 2)',
    ])
    kill(next)
    await globus.close()
  })

  test('is noted for the draft that it was sent of, whichever is shown by then', async () => {
    const service = aService()
    const page = await openPage(service)
    const { draft, bodies } = fillDraft(3)
    const { id } = useDraft.getState()
    // In the very moment in which it begins to be sent.
    const stop = useDraft.subscribe(({ run }) => {
      if (!run) return
      stop()
      addToDraft({ source: 'elsewhere', items: [{ source_path: '/x', kind: 'file', lands: null, size: 1 }] })
    })
    await page.runner.start(draft, bodies)
    expect(useDraft.getState().id).not.toBe(id)
    expect(page.keeper.runOf(id!)?.parts.map(({ task }) => task)).toEqual(['task-1', 'task-2', 'task-3'])
    kill(page)
  })

  test('is not started when the form was changed in the moment of starting', async () => {
    const service = aService()
    const page = await openPage(service)
    const { draft, bodies } = fillDraft(1)
    const started = page.runner.start(draft, bodies)
    changeDraft((now) => ({ ...now, folder: '/elsewhere/' }))
    await started
    expect(service.sent).toEqual([])
    expect(page.told).toEqual(['The transfer was changed meanwhile'])
    kill(page)
  })
})

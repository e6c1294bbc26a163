import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { taskPath } from '../../src/app/paths'
import { forgetKept, keep } from '../../src/app/shared/kept'
import { splitTasks } from '../../src/app/shared/parts'
import type { Emulator } from '../../src/emulator/emulator'
import type { TaskRow } from '../../src/emulator/transfer-rows'
import { idOf, renderApp, type TestApp } from '../support/render-app'
import { cancelElsewhere, keptKey, rememberTask, startCopy } from '../support/start-copy'
import { aTask } from '../unit/app/a-task'
// Before anything waits for it: a busy machine needs seconds to read it.
import '../../src/app/tasks/CancelDialog'

/** Bytes per second at which nothing ends while a test looks on. */
const SLOW = 50_000
const CEDAR = idOf('Cedar Tape')

const table = (name: string) => screen.findByRole('grid', { name })
const live = () => screen.findByRole('contentinfo', { name: 'Running tasks' })
const boards = ({ seen }: TestApp) => seen.filter(({ url }) => url.pathname === '/v0.10/task_list')
const finished = (emulator: Emulator, id: string) =>
  waitFor(() => expect(emulator.world.tables.tasks.get(id)?.completed_ms).not.toBeNull())

/** Copies, as this browser remembers them when it has sent them as the parts of one transfer. */
async function startParts(about: Pick<TestApp, 'emulator' | 'auth'>, labels: readonly string[]) {
  const parts = []
  for (const label of labels) {
    const task = await startCopy(about, { label })
    await rememberTask(about, task, {
      DATA_TYPE: 'transfer',
      label,
      source_endpoint: idOf('Beamtime'),
      destination_endpoint: idOf('Lab archive'),
      DATA: [
        { DATA_TYPE: 'transfer_item', source_path: '/run-0417/', destination_path: `/incoming/${label}/` },
      ],
    })
    parts.push({ digest: '', items: 1, task })
  }
  const splits = splitTasks(keptKey(about, 'parts'))
  splits.note({ parts })
  // The second one was run again once, and that try has left the history since.
  splits.noteAgain(parts[1]!.task, '00000000-0000-4000-8000-000000000000', true)
}

/** As many finished tasks as a test wants, made from one that really ran. */
async function fill({ emulator, auth }: Pick<TestApp, 'emulator' | 'auth'>, count: number) {
  const id = await startCopy({ emulator, auth }, { from: '/README.md', to: '/incoming/README.md' })
  await finished(emulator, id)
  addTasks(emulator, emulator.world.tables.tasks.get(id)!, 1, count)
}

/** Tasks that are over, each a minute older than the one of the number before; younger than `row` by a negative number. */
function addTasks({ world }: Emulator, row: TaskRow, from: number, to: number) {
  const minutesBefore = (at: number, time: string | null) =>
    new Date(Date.parse(time!) - at * 60_000).toISOString().replace(/\..*/, '+00:00')
  for (let at = from; at < to; at += 1) {
    const task_id = `${at < 0 ? 1 : 0}0000000-0000-4000-8000-${String(Math.abs(at)).padStart(12, '0')}`
    const { request_time, completion_time } = row.document
    world.tables.tasks.put(task_id, {
      ...row,
      requested_ms: row.requested_ms - at * 60_000,
      document: {
        ...row.document,
        task_id,
        label: `older ${at}`,
        request_time: minutesBefore(at, request_time),
        completion_time: minutesBefore(at, completion_time),
      },
    })
  }
}

describe('the list of tasks', () => {
  test('is an invitation while there are none, and the line below says so', async () => {
    let answer = () => {}
    const held = new Promise<null>((resolve) => (answer = () => resolve(null)))
    await renderApp('/tasks', { intercept: ({ url }) => (url.includes('SUCCEEDED') ? held : null) })
    await waitFor(async () => expect(await live()).toHaveTextContent(/Nothing is running/))
    // Until it is known what is over, which comes after what runs.
    expect(screen.getByText('Reading your tasks…')).toBeVisible()
    expect(screen.queryByRole('columnheader')).not.toBeInTheDocument()
    answer()
    expect(await screen.findByText('No tasks yet')).toBeVisible()
    expect(screen.queryByRole('columnheader')).not.toBeInTheDocument()
  })

  test('shows what runs and what is over, and the line below what moves', async () => {
    let done = ''
    await renderApp('/tasks', {
      rateBytesPerSecond: SLOW,
      before: async (about) => {
        done = await startCopy(about, { label: 'small', from: '/README.md', to: '/incoming/README.md' })
        await finished(about.emulator, done)
        await startCopy(about, { label: 'gone', from: '/nowhere.txt', to: '/incoming/x' })
        await startCopy(about, { label: 'large' })
      },
    })
    const running = await table('Running tasks')
    expect(await within(running).findByRole('link', { name: 'large' })).toBeVisible()
    expect(running).toHaveTextContent('Beamtime November 2026')
    expect(running).toHaveTextContent('Lab archive')
    const over = await table('Finished tasks')
    expect(within(over).getByRole('link', { name: 'small' })).toHaveAttribute('href', `#${taskPath(done)}`)
    expect(await within(over).findByText(/File not found/, {}, { timeout: 8_000 })).toBeVisible()
    expect(await live()).toHaveTextContent(/1 running.*large/)
    expect(within(screen.getByRole('navigation')).getByRole('link', { name: /Tasks/ })).toHaveTextContent(
      '1 running',
    )
  })

  test('names a task before it is stopped, and stops it only then', async () => {
    let id = ''
    const { user, emulator, intercept } = await renderApp('/tasks', {
      rateBytesPerSecond: SLOW,
      before: async (about) => {
        id = await startCopy(about, { label: 'large' })
      },
    })
    const cancel = await screen.findByRole('button', { name: 'Cancel large' })
    await user.click(cancel)
    const dialog = await screen.findByRole('dialog', { name: 'Stop this transfer?' })
    expect(dialog).toHaveTextContent('large ends as it is now. Files already copied stay.')
    await user.click(within(dialog).getByRole('button', { name: 'Let it run' }))
    await waitFor(() => expect(dialog).not.toBeInTheDocument())
    expect(emulator.world.tables.tasks.get(id)?.cancel_requested).toBe(false)

    // As if it had been removed elsewhere while the question was open.
    intercept(({ url }) =>
      url.endsWith('/cancel') ? Response.json({ code: 'ClientError.NotFound' }, { status: 404 }) : null,
    )
    await user.click(cancel)
    await user.click(await screen.findByRole('button', { name: 'Stop the transfer' }))
    expect((await screen.findAllByText('There was nothing left to stop'))[0]).toBeVisible()
    await waitFor(() =>
      expect(screen.queryByRole('dialog', { name: 'Stop this transfer?' })).not.toBeInTheDocument(),
    )
    intercept(() => null)

    await user.click(cancel)
    await user.click(await screen.findByRole('button', { name: 'Stop the transfer' }))
    const over = await table('Finished tasks')
    await waitFor(() => expect(over).toHaveTextContent('Canceled'))
    expect(emulator.world.tables.tasks.get(id)?.document.fatal_error?.code).toBe('CANCELED')
  })

  test('goes back over older tasks a page at a time, and says where it ends', async () => {
    const app = await renderApp('/tasks', { before: (about) => fill(about, 130) })
    const over = await table('Finished tasks')
    // A heading and a hundred tasks, of which only those in view exist.
    expect(await screen.findByText(/100 of 130 read/)).toBeVisible()
    expect(screen.getByRole('button', { name: /^100 of 130 as CSV/ })).toBeVisible()
    expect(over).toHaveAttribute('aria-rowcount', '101')
    over.focus()
    await app.user.keyboard('{Home}{End}')
    expect(await screen.findByText('Globus lists nothing older than this.')).toBeVisible()
    expect(screen.getByRole('button', { name: 'CSV file of 130 tasks' })).toBeVisible()
    expect(over).toHaveAttribute('aria-rowcount', '131')
    expect(over.querySelectorAll('[role=row]').length).toBeLessThan(60)
    expect(boards(app).map(({ url }) => url.searchParams.get('offset'))).toContain('100')

    // More end elsewhere than the board remembers: what was read is read anew, in one request.
    const row = app.emulator.world.tables.tasks.get('00000000-0000-4000-8000-000000000001')!
    addTasks(app.emulator, row, -150, 0)
    const before = boards(app).length
    act(() => void document.dispatchEvent(new Event('visibilitychange')))
    const limits = () => boards(app).map(({ url }) => url.searchParams.get('limit'))
    await waitFor(() => expect(limits().slice(before)).toContain('200'))
    await app.user.keyboard('{End}')
    await waitFor(() => expect(over).toHaveAttribute('aria-rowcount', '281'))
    expect(await screen.findByText('Globus lists nothing older than this.')).toBeVisible()
    await app.user.keyboard('{End}{Enter}')
    await waitFor(() => expect(window.location.hash).toMatch(/^#\/tasks\/00000000.*129$/))
  })

  test('filters by the service itself, keeps the filter in the address, and asks once somebody has typed', async () => {
    const app = await renderApp('/tasks?find=older+11', { before: (about) => fill(about, 130) })
    const over = await table('Finished tasks')
    expect(await within(over).findByRole('link', { name: 'older 119' })).toBeVisible()
    await waitFor(() => expect(over).toHaveAttribute('aria-rowcount', '12'))
    const before = boards(app).length
    await app.user.type(screen.getByRole('searchbox', { name: 'Find tasks' }), '8')
    await waitFor(() => expect(over).toHaveAttribute('aria-rowcount', '2'))
    await waitFor(() => expect(boards(app).length).toBe(before + 1))
    expect(boards(app).at(-1)?.url.searchParams.get('filter')).toContain('label:~*older*118*')
    expect(window.location.hash).toContain('find=older+118')
    await app.user.click(within(over).getByRole('button', { name: 'Task' }))
    await waitFor(() => expect(boards(app).at(-1)?.url.searchParams.get('orderby')).toBe('label ASC'))
    expect(window.location.hash).toContain('sort=label')
    // Both at once: nothing is asked for the text of before.
    fireEvent.change(screen.getByRole('searchbox', { name: 'Find tasks' }), {
      target: { value: 'older 117' },
    })
    fireEvent.click(within(over).getByRole('button', { name: 'Task' }))
    expect(await within(over).findByRole('link', { name: 'older 117' })).toBeVisible()
    const last = boards(app)
      .map(({ url }) => url.searchParams)
      .filter((asked) => asked.get('orderby') === 'label DESC')
    expect(last).toHaveLength(1)
    expect(last[0]!.get('filter')).toContain('label:~*older*117*')
    await app.user.selectOptions(screen.getByRole('combobox', { name: 'Kind' }), 'Transfers')
    expect(window.location.hash).toContain('kind=transfer')
    const more = screen.getByRole('button', { name: 'Filters 1 set' })
    await app.user.click(screen.getByRole('button', { name: 'Transfers: take this filter away' }))
    expect(window.location.hash).not.toContain('kind=')
    expect(more).toHaveFocus()

    // What was read for another filter says nothing of what this one leaves.
    let answer = () => {}
    const held = new Promise<null>((resolve) => (answer = () => resolve(null)))
    app.intercept(({ url }) => (url.includes('FAILED') ? held : null))
    await app.user.click(screen.getByRole('button', { name: 'Failed' }))
    expect(await screen.findByText('Asking Globus what matches…')).toBeVisible()
    expect(screen.queryByText(/task matches/)).not.toBeInTheDocument()
    answer()
    expect(await screen.findByText('No task matches.')).toBeVisible()
  })

  test.each([
    ['held', 'Nothing is held up.'],
    ['running', 'Nothing is running.'],
  ])('says of %s tasks alone that there are none, and shows all others', async (show, words) => {
    const app = await renderApp(`/tasks?show=${show}`)
    expect(await screen.findByText(words)).toBeVisible()
    await app.user.click(screen.getByRole('button', { name: 'Show all tasks' }))
    expect(await screen.findByText('No tasks yet')).toBeVisible()
  })

  test('E4: takes several tasks by key, names them, cancels all at once, and runs them again as the parts they are', async () => {
    const app = await renderApp('/tasks', {
      rateBytesPerSecond: SLOW,
      before: async (about) => {
        await startParts(about, ['one', 'two', 'three'])
        await startCopy(about, { label: 'other' })
      },
    })
    const running = await table('Running tasks')
    await within(running).findByRole('link', { name: 'other' })
    running.focus()
    await app.user.keyboard('{Home}{ArrowDown} {ArrowDown} {Delete}')
    const dialog = await screen.findByRole('dialog', { name: 'Cancel 2 tasks?' })
    const named = within(dialog).getByRole('list', { name: 'These tasks' })
    expect(named).toHaveTextContent(/three.*two/)
    expect(named).not.toHaveTextContent('one')
    await app.user.click(within(dialog).getByRole('button', { name: 'Cancel 2 tasks' }))
    expect((await screen.findAllByText('2 tasks canceled'))[0]).toBeVisible()
    const over = await table('Finished tasks')
    expect(await within(over).findByRole('link', { name: 'two' })).toBeVisible()
    expect(await within(over).findByRole('link', { name: 'three' })).toBeVisible()
    expect(within(running).getByRole('link', { name: 'one' })).toBeVisible()

    await app.user.click(within(over).getByRole('link', { name: /^Part 2 of 3/ }))
    const parts = await screen.findByRole('group', { name: 'The tasks that are shown' })
    expect(parts).toHaveTextContent('3 parts of one transfer: 1 running, 2 canceled')
    expect(within(running).queryByRole('link', { name: 'other' })).not.toBeInTheDocument()
    await app.user.click(within(parts).getByRole('button', { name: 'Run 2 tasks again…' }))
    const again = await screen.findByRole('dialog', { name: 'Run 2 tasks again?' })
    expect(within(again).getByRole('list', { name: 'These tasks' })).toHaveTextContent(/three.*two/)
    // What is refused for the first keeps the other from nothing.
    app.intercept(async (request) =>
      request.url.endsWith('/transfer') && (await request.clone().text()).includes('"label":"three"')
        ? Response.json({ code: 'PermissionDenied' }, { status: 403 })
        : null,
    )
    await app.user.click(within(again).getByRole('button', { name: 'Start 2 tasks' }))
    const told = await screen.findByRole('dialog', { name: '1 task started' })
    expect(told).toHaveTextContent('Open each and run it again by itself.')
    expect(within(told).getByRole('list', { name: 'Not started' })).toHaveTextContent(
      /three .*You may not do this here/,
    )
    await app.user.click(within(told).getByRole('button', { name: 'Close' }))
    expect(parts).toHaveTextContent('3 parts of one transfer: 2 running, 1 canceled')
    await app.user.click(within(parts).getByRole('button', { name: 'Show all tasks' }))
    expect(await within(running).findByRole('link', { name: 'other' })).toBeVisible()
    expect(over).toHaveFocus()
    // Where the cursor is, the newer tries are asked for as well, when they are needed: this one was removed.
    await app.user.keyboard('{Home}')
    const three = await within(over).findByRole('link', { name: 'three' })
    const at = () => document.getElementById(over.getAttribute('aria-activedescendant') ?? '')
    expect(at()).toHaveTextContent('three')
    const id = three.getAttribute('href')!.split('/').at(-1)!
    act(() => splitTasks(keptKey(app, 'parts')).noteAgain(id, crypto.randomUUID(), true))
    await app.user.keyboard('{Control>}k{/Control}')
    const palette = await screen.findByRole('dialog', { name: 'Find an action' })
    await app.user.type(within(palette).getByRole('combobox'), 'run failed again{Enter}')
    const question = await screen.findByRole('dialog', { name: 'Run 1 task again?' })
    expect(within(question).getByRole('list', { name: 'These tasks' })).toHaveTextContent('three')
    // Something else was asked for in its place, and nobody has answered yet: nothing is started beside it.
    const digest = '0'.repeat(64)
    const marks = [`${keptKey(app, 'again')}:${id}`, `${keptKey(app, 'unanswered')}:${digest}`] as const
    keep(marks[0], JSON.stringify({ digest, kind: 'all', choice: null, at: Date.now() }))
    keep(marks[1], JSON.stringify({ id: crypto.randomUUID(), at: Date.now() }))
    const before = app.seen.length
    await app.user.click(within(question).getByRole('button', { name: 'Start 1 task' }))
    const none = await screen.findByRole('dialog', { name: 'No task started' })
    expect(none).toHaveTextContent(/an earlier request for it may have been started/)
    expect(app.seen.slice(before).filter(({ method }) => method === 'POST')).toEqual([])
    await app.user.click(within(none).getByRole('button', { name: 'Close' }))
    act(() => marks.forEach(forgetKept))
    // What failed has a task in its place by now, which runs: it is not offered again.
    await app.user.click(await within(over).findByRole('checkbox', { name: 'Select two' }))
    const selected = screen.getByRole('group', { name: 'Selected tasks' })
    expect(within(selected).getByRole('button', { name: 'Remove 1 from the history…' })).toBeVisible()
    expect(within(selected).queryByRole('button', { name: /again/ })).not.toBeInTheDocument()

    // Whoever has gone elsewhere while it is started stays there.
    await app.user.click(within(over).getByRole('link', { name: /^Part 3 of 3/ }))
    await app.user.click(await screen.findByRole('button', { name: 'Run 1 task again…' }))
    let letGo = () => {}
    const held = new Promise<null>((resolve) => {
      letGo = () => resolve(null)
    })
    app.intercept(({ url }) => (url.endsWith('/transfer') ? held : null))
    await app.user.click(await screen.findByRole('button', { name: 'Start 1 task' }))
    act(() => {
      window.location.hash = '#/nowhere'
    })
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())
    const asked = boards(app).length
    letGo()
    await waitFor(() => expect(boards(app).length).toBeGreaterThan(asked))
    expect(window.location.hash).toBe('#/nowhere')
    // From four tasks that run to the last of their tries: a long way on a busy machine.
  }, 40_000)

  test('E4: removes from the history what is selected, after it was named, and asks for no page anew', async () => {
    const app = await renderApp('/tasks', { before: (about) => fill(about, 3) })
    const over = await table('Finished tasks')
    await app.user.click(await within(over).findByRole('checkbox', { name: 'Select older 1' }))
    await app.user.click(within(over).getByRole('checkbox', { name: 'Select older 2' }))
    const before = boards(app).length
    const remove = screen.getByRole('button', { name: 'Remove 2 from the history…' })
    await app.user.click(remove)
    await app.user.click(await screen.findByRole('button', { name: 'Keep them' }))
    // Nothing was done: what was selected still is.
    await app.user.click(remove)

    // One that is refused keeps the other from nothing.
    app.intercept(({ url }) =>
      url.endsWith('1/remove') ? Response.json({ code: 'PermissionDenied' }, { status: 403 }) : null,
    )
    await app.user.click(await screen.findByRole('button', { name: 'Remove 2 tasks' }))
    const told = await screen.findByRole('dialog', { name: '1 task removed' })
    expect(within(told).getByRole('list', { name: 'Not removed' })).toHaveTextContent(
      /older 1 .*You may not do this here/,
    )
    await app.user.click(within(told).getByRole('button', { name: 'Close' }))
    app.intercept(() => null)
    // What was pressed is gone with the selection.
    await waitFor(() => expect(over).toHaveFocus())
    expect(over).toHaveTextContent('older 1')
    expect(over).not.toHaveTextContent('older 2')
    expect(boards(app)).toHaveLength(before)

    // Whoever closes the question while it is carried out stops what was not begun yet.
    let letGo = () => {}
    const held = new Promise<null>((resolve) => {
      letGo = () => resolve(null)
    })
    app.intercept(({ url }) => (url.endsWith('/remove') ? held : null))
    over.focus()
    await app.user.keyboard('{Control>}a{/Control}{Delete}')
    const asked = app.seen.length
    await app.user.click(await screen.findByRole('button', { name: 'Remove 2 tasks' }))
    await app.user.click(await screen.findByRole('button', { name: 'Stop after this one' }))
    letGo()
    await waitFor(() => expect(within(over).getAllByRole('checkbox')).toHaveLength(1))
    await app.user.click(within(over).getByRole('checkbox'))
    expect(screen.getByRole('button', { name: 'Remove 1 from the history…' })).toBeVisible()
    expect(app.seen.slice(asked).filter(({ url }) => url.pathname.endsWith('/remove'))).toHaveLength(1)
  })

  test('G6: asks for a thousand of them in one request, and draws again only what has news and is in view', async () => {
    const tasks = Array.from({ length: 1000 }, (_, at) =>
      aTask({
        task_id: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
        label: `run ${at}`,
        request_time: new Date(Date.now() - at * 1000).toISOString(),
        files: 100,
        ...(at !== 2 && at !== 900 && { nice_status: 'Queued', nice_status_short_description: 'Queued' }),
      }),
    )
    const app = await renderApp('/tasks', {
      intercept: ({ url }) => {
        if (!url.includes('/task_list') || url.includes('SUCCEEDED')) return null
        // The third one, which is in view, and one far below count further with each look.
        for (const at of [2, 900])
          tasks[at] = { ...tasks[at]!, files_transferred: tasks[at]!.files_transferred + 1 }
        return Response.json({ DATA: tasks, offset: 0, limit: 1000, length: 1000, total: 1000 })
      },
    })
    const running = await table('Running tasks')
    expect(running).toHaveAttribute('aria-rowcount', '1001')
    expect(within(running).getAllByRole('row').length).toBeLessThan(40)
    await waitFor(() => expect(running).toHaveTextContent('2 of 100 files'))
    const drawn = new Set<string>()
    const observer = new MutationObserver((changes) => {
      for (const { target } of changes) {
        const element = target instanceof Element ? target : target.parentElement
        drawn.add(element?.closest('[role=row]')?.querySelector('a')?.textContent ?? 'the grid itself')
      }
    })
    observer.observe(running, { subtree: true, childList: true, attributes: true, characterData: true })
    await waitFor(() => expect(running).toHaveTextContent('4 of 100 files'), { timeout: 8_000 })
    expect(Array.from(drawn)).toEqual(['run 2'])
    expect(app.seen).toHaveLength(boards(app).length)

    // Behind a filter they cost nothing at all, and are what they have become once it is taken away.
    const choose = (name: string) => app.user.click(screen.getByRole('button', { name }))
    const row = within(running).getByRole('link', { name: 'run 2' })
    await choose('Failed')
    expect(screen.queryByRole('grid', { name: 'Running tasks' })).not.toBeInTheDocument()
    drawn.clear()
    const looks = boards(app).length
    await waitFor(() => expect(boards(app).length).toBeGreaterThan(looks + 1), { timeout: 8_000 })
    expect(Array.from(drawn)).toEqual([])
    await choose('All')
    observer.disconnect()
    const now = tasks[2]!.files_transferred
    await waitFor(() => expect(running).toHaveTextContent(`${now} of 100 files`), { timeout: 8_000 })
    expect(await table('Running tasks')).toBeVisible()
    expect(row).toBeVisible()
  })

  test('G7: does not tell of answers that come at the second try, keeps the last known state without any, and goes on by itself', async () => {
    const app = await renderApp('/tasks', {
      rateBytesPerSecond: SLOW,
      before: (about) => startCopy(about, { label: 'large' }),
    })
    const row = await within(await table('Running tasks')).findByRole('link', { name: 'large' })
    // Every other answer is none, each time for another reason.
    const failures = [
      () => Response.json({ code: 'InternalError' }, { status: 500 }),
      () => Response.json({ code: 'Throttled' }, { status: 429, headers: { 'Retry-After': '0' } }),
      () => new Response('{"DATA_TYPE": "task_list", "DATA": [{"task_id": "6c5', { status: 200 }),
    ]
    let fails = false
    app.intercept(
      ({ url }) => ((fails = url.includes('/task_list') && !fails) && failures.shift()?.()) || null,
    )
    const asked = boards(app).length
    // Asks for what runs and for what is over.
    await app.user.keyboard('{Control>}r{/Control}')
    await app.user.keyboard('{Control>}r{/Control}')
    await waitFor(() => expect(failures).toEqual([]))
    await waitFor(() => expect(boards(app).length).toBeGreaterThanOrEqual(asked + 6))
    expect(screen.queryByText(/last known state/i)).not.toBeInTheDocument()
    expect(row).toBeVisible()
    app.intercept(({ url }) =>
      url.includes('/task_list') ? Response.json({ code: 'EndpointError' }, { status: 502 }) : null,
    )
    await app.user.keyboard('{Control>}r{/Control}')
    expect(await screen.findByText(/This is the last known state/)).toBeVisible()
    expect(await live()).toHaveTextContent(/Last known state.*1 task ran then/)
    // Once on the board and once in the line below.
    expect(screen.getAllByText(/last known state/i)).toHaveLength(2)
    expect(row).toBeVisible()
    app.intercept(() => null)
    await waitFor(() => expect(screen.queryByText(/last known state/i)).not.toBeInTheDocument())
  })
})

describe('the page of a task', () => {
  test('tells its numbers, its events, its options and its ids', async () => {
    let id = ''
    const { user } = await renderApp('/tasks', {
      before: async (about) => {
        id = await startCopy(about, { label: 'small', from: '/README.md', to: '/incoming/README.md' })
        await finished(about.emulator, id)
      },
    })
    await user.click(await screen.findByRole('link', { name: 'small' }))
    const page = await screen.findByRole('article', { name: 'small' })
    // Its last event says so too.
    expect(within(page).getAllByText('Succeeded')[0]).toBeVisible()
    expect(within(page).getByText('Files copied').nextElementSibling).toHaveTextContent('1 of 1 found')
    const events = await within(page).findByRole('region', { name: /Events/ })
    expect(await within(events).findByText('Started')).toBeVisible()
    expect(await within(page).findByText(id)).toBeVisible()
    expect(within(page).getByRole('link', { name: 'Open both sides' })).toHaveAttribute(
      'href',
      expect.stringMatching(new RegExp(`left=${idOf('Beamtime')}.*right=${idOf('Lab archive')}`)),
    )
    expect(within(page).queryByRole('button', { name: 'Cancel task' })).not.toBeInTheDocument()
  })

  test('shows its last events too when it ends, though nobody polls for them any more', async () => {
    let id = ''
    const app = await renderApp('/tasks', {
      rateBytesPerSecond: SLOW,
      before: async (about) => {
        id = await startCopy(about, { label: 'large' })
      },
    })
    await app.user.click(await within(await table('Running tasks')).findByRole('link', { name: 'large' }))
    const page = await screen.findByRole('article', { name: 'large' })
    const events = await within(page).findByRole('region', { name: /Events/ })
    expect(await within(events).findByText('Started')).toBeVisible()
    await cancelElsewhere(app, id)
    expect(await within(page).findByText('Canceled', { selector: 'header *' })).toBeVisible()
    expect(await within(events).findByText('Canceled')).toBeVisible()
  })

  test('says who paused it, in their words, and is found from every screen among those that are held up', async () => {
    let id = ''
    const { user } = await renderApp('/tasks', {
      consents: [CEDAR],
      before: async (about) => {
        id = await startCopy(about, {
          label: 'to tape',
          from: '/README.md',
          to: '/~/README.md',
          target: CEDAR,
        })
      },
    })
    const running = await table('Running tasks')
    await waitFor(() => expect(running).toHaveTextContent('Paused'))
    await user.click(within(running).getByRole('link', { name: 'to tape' }))
    const page = await screen.findByRole('article')
    expect(await within(page).findByText('This task is paused')).toBeVisible()
    await waitFor(() => expect(page).toHaveTextContent(/The tape robot is being serviced/))
    await waitFor(() => expect(page).toHaveTextContent(/Contact of Cedar Tape.*: tape-desk@alder/))
    await within(page).findByRole('region', { name: 'Ids' })
    await user.click(within(page).getAllByRole('button', { name: 'Copy for the help desk' })[0]!)
    expect(await navigator.clipboard.readText()).toMatch(/Globus task: .*Pause: .*The tape robot is being/s)
    expect(window.location.hash).toBe(`#${taskPath(id)}`)
    await user.click(within(await live()).getByRole('link', { name: '1 held up' }))
    expect(await screen.findByRole('heading', { name: 'Held up 1' })).toBeVisible()
    expect(screen.queryByRole('grid', { name: 'Finished tasks' })).not.toBeInTheDocument()
    await user.click(screen.getByRole('button', { name: 'Show all tasks' }))
    expect(await table('Finished tasks')).toBeVisible()
    // One button goes there and back, and keeps the keyboard.
    const shown = screen.getByRole('button', { name: '1 held up: show only these' })
    expect(shown).toHaveFocus()
    await user.keyboard('{Enter}')
    expect(await screen.findByRole('button', { name: 'Show all tasks' })).toHaveFocus()
  })

  test.each([
    ['an id that is none', '/tasks/6c54cade', /is not the id of a task/],
    [
      'a task of nobody one is',
      '/tasks/00000000-0000-4000-8000-000000000000',
      /does not know.*as a task of yours/,
    ],
  ])('of %s says so', async (_what, route, words) => {
    const { container } = await renderApp(route)
    expect(await screen.findByRole('heading', { name: 'There is no such task' })).toBeVisible()
    expect(container).toHaveTextContent(words)
    expect(screen.getByRole('link', { name: 'See your tasks' })).toHaveAttribute('href', '#/tasks')
  })
})

import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { configureHttp } from '../../src/api/http'
import { taskQueries } from '../../src/api/queries/tasks'
import type { Task } from '../../src/api/wire'
import { taskPath } from '../../src/app/paths'
import { pollBoard } from '../../src/app/shared/board-polling'
import { toLocalInput } from '../../src/app/shared/deadline'
import { askElsewhere, startCopy } from '../support/start-copy'
import { idOf, renderApp } from '../support/render-app'
import { aFailedTask, aTask } from '../unit/app/a-task'

const ARCHIVE = idOf('Lab archive')
const LAPTOP = idOf('ada-laptop')
const TUTORIAL_1 = idOf('Globus Tutorial Collection 1')
const TUTORIAL_2 = idOf('Globus Tutorial Collection 2')
const FRAMES = idOf('Detector frames')
const ANOTHER_LAPTOP = idOf('Names that bite')

test('the board says of each task what the weather did to it, and its page who can help', async () => {
  const { user } = await renderApp('/tasks', {
    rateBytesPerSecond: 20_000,
    consents: [TUTORIAL_1, TUTORIAL_2],
    before: async (world) => {
      const { emulator } = world
      emulator.weather.set({ tasks: [{ kind: 'checksum', times: 99 }] })
      // Three at a time: each of these gives way when it cannot go on.
      const stopped = await startCopy(world, { label: 'stopped', target: LAPTOP, to: '/Users/ada/a/' })
      await askElsewhere(world, 'POST', '/endpoint_manager/admin_cancel', {
        DATA_TYPE: 'admin_cancel',
        task_id_list: [stopped],
        message: 'The disk is being replaced',
      })
      const held = await startCopy(world, { label: 'held', target: LAPTOP, to: '/Users/ada/e/' })
      await askElsewhere(world, 'POST', '/endpoint_manager/admin_pause', {
        DATA_TYPE: 'admin_pause',
        task_id_list: [held],
        message: 'The disk is being copied',
      })
      await startCopy(world, { label: 'full' })
      await emulator.weather.happen({ kind: 'out_of_quota', collection: ARCHIVE })
      await startCopy(world, { label: 'asleep', target: LAPTOP, to: '/Users/ada/b/' })
      const late = await startCopy(world, { label: 'late', target: LAPTOP, to: '/Users/ada/c/' })
      await startCopy(world, {
        label: 'refused',
        source: FRAMES,
        from: '/frames/',
        to: '/Users/ada/d/',
        target: TUTORIAL_2,
      })
      await emulator.weather.happen({ kind: 'permission_lost', collection: FRAMES })
      await emulator.weather.happen({ kind: 'paused_by_owner', collection: ANOTHER_LAPTOP })
      await startCopy(world, {
        label: 'dozing',
        from: '/README.md',
        to: '/README.md',
        target: ANOTHER_LAPTOP,
      })
      await startCopy(world, {
        label: 'wrong',
        from: '/README.md',
        to: '/~/wrong.md',
        target: TUTORIAL_1,
        options: { verify_checksum: true },
      })
      await emulator.weather.happen({ kind: 'offline', collection: LAPTOP })
      await askElsewhere(world, 'PUT', `/task/${late}`, {
        DATA_TYPE: 'task',
        deadline: new Date(Date.now() + 1500).toISOString(),
      })
    },
  })
  const row = async (list: string, label: string) => {
    const link = await within(await screen.findByRole('grid', { name: list })).findByRole('link', {
      name: label,
    })
    return link.closest('[role=row]')
  }
  const running = async (label: string, words: string) =>
    waitFor(async () => expect(await row('Running tasks', label)).toHaveTextContent(words), {
      timeout: 9_000,
    })
  await running('held', 'Paused')
  await running('full', 'Not enough space at the destination')
  await running('asleep', 'Personal collection offline')
  await running('dozing', 'Paused on the personal collection')
  await running('refused', 'Permission denied')
  await running('wrong', 'Checksum differed, sending again')
  const over = async (label: string, words: string) =>
    waitFor(async () => expect(await row('Finished tasks', label)).toHaveTextContent(words), {
      timeout: 9_000,
    })
  await over('late', 'The deadline passed')
  await over('stopped', 'Canceled')
  await user.click(screen.getByRole('link', { name: 'stopped' }))
  expect(await screen.findByText('An administrator canceled this task')).toBeVisible()
  expect(screen.getByText('The disk is being replaced')).toBeVisible()
  // It was started elsewhere: nobody knows here what to carry on with.
  expect(await screen.findByText(/open both sides and compare them, or go on where it was/)).toBeVisible()
  expect(screen.queryByRole('button', { name: /^Carry on/ })).not.toBeInTheDocument()
  await user.click(screen.getByRole('link', { name: 'held' }))
  // In the notice, and in the timeline.
  expect((await screen.findAllByText('The disk is being copied'))[0]).toBeVisible()
  expect(await screen.findByText(/^Who can lift it/)).toBeVisible()
  await user.click(screen.getByRole('link', { name: 'asleep' }))
  expect(await screen.findByText(/Who can fix it: whoever sits at that computer/)).toBeVisible()
  // Of the two sides, by its name.
  await waitFor(() => expect(screen.getByRole('article')).toHaveTextContent('ada-laptop is offline.'))
  const line = await screen.findByRole('region', { name: 'Timeline' })
  await waitFor(() => expect(line).toHaveTextContent(/faults?.*Personal collection offline.*Deadline/))
  await user.click(screen.getByRole('link', { name: 'dozing' }))
  expect(await screen.findByText(/Choose Unpause in Globus Connect Personal on that computer/)).toBeVisible()
  await waitFor(() =>
    expect(screen.getByRole('article')).toHaveTextContent('Names that bite is paused by its owner.'),
  )
})

test.each<[string, Parameters<typeof renderApp>[1]]>([
  ['ahead of', { weather: { clock_offset_seconds: -3600 } }],
  // As far behind nobody gets in: it was set since then.
  [
    'behind',
    {
      before: ({ emulator }) => emulator.weather.set({ clock_offset_seconds: 3600 }),
    },
  ],
])(
  'a computer whose clock is %s that of Globus ages nothing by an hour',
  async (which, { before, ...world } = {}) => {
    let id = ''
    const { user, emulator } = await renderApp('/tasks', {
      rateBytesPerSecond: 50_000,
      ...world,
      before: async (app) => {
        before?.(app)
        id = await startCopy(app, { label: 'new' })
        window.history.replaceState(null, '', `#${taskPath(id)}`)
      },
    })
    const page = await screen.findByRole('article', { name: 'new' })
    expect(within(page).getByText('Running for').nextElementSibling).toHaveTextContent(/^\d+ s$/)
    expect(page).toHaveTextContent(`The clock of this computer is about 1 h ${which} that of Globus`)
    await user.click(within(page).getByRole('button', { name: /^Edit/ }))
    const deadline = await screen.findByLabelText('Deadline')
    // Half an hour from now, whatever the computer's clock says.
    const truth = Date.parse(emulator.world.tables.tasks.get(id)!.document.request_time)
    fireEvent.change(deadline, { target: { value: toLocalInput(truth + 1_800_000) } })
    expect(deadline).toBeValid()
    fireEvent.change(deadline, { target: { value: toLocalInput(truth - 1_800_000) } })
    expect(deadline).toHaveAccessibleDescription(/This time has passed/)
  },
)

const SLOW_ID = '6c54cade-bde5-45c1-bdea-f4bd71dba2cc'

describe('the desktop', () => {
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  /** A board of tasks that runs by hand, and a desktop that allows notifications or does not. */
  async function openBoard(permission: 'granted' | 'denied') {
    vi.useFakeTimers({ toFake: ['Date'] })
    const shown: string[] = []
    const requestPermission = vi.fn<() => Promise<string>>(async () => {
      Object.assign(FakeNotification, { permission })
      return permission
    })
    class FakeNotification extends EventTarget {
      static readonly permission = 'default'
      static readonly requestPermission = requestPermission
      constructor(title: string) {
        super()
        shown.push(title)
      }
    }
    vi.stubGlobal('Notification', FakeNotification)
    const idOfTask = (label: string) => (label === 'slow' ? SLOW_ID : label)
    const tasks = new Map(
      ['near', 'far', 'slow'].map((label) => [label, aTask({ label, task_id: idOfTask(label) })]),
    )
    const app = await renderApp('/tasks', {
      intercept: ({ url }) =>
        url.includes('/task_list') && !url.includes('SUCCEEDED')
          ? Response.json({ DATA: Array.from(tasks.values()), offset: 0, total: 3 })
          : url.includes(`/task/${SLOW_ID}?`) || url.endsWith(`/task/${SLOW_ID}`)
            ? Response.json(tasks.get('slow'))
            : null,
    })
    const see = async (label: string, task: Task) => {
      tasks.set(label, { ...task, label, task_id: idOfTask(label) })
      await app.user.keyboard('{Control>}r{/Control}')
    }
    await screen.findByRole('link', { name: 'slow' })
    return { ...app, tasks, see, shown, requestPermission }
  }

  test('is asked once, by a click, and told what ends, fails or gets stuck while somebody works elsewhere', async () => {
    const { user, tasks, see, shown, requestPermission } = await openBoard('granted')
    const hasFocus = vi.spyOn(document, 'hasFocus').mockReturnValue(true)
    await user.click(screen.getByRole('button', { name: 'Tell me' }))
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Tell me' })).not.toBeInTheDocument())
    expect(requestPermission).toHaveBeenCalledOnce()
    await see('near', aFailedTask('CANCELED'))
    expect((await screen.findAllByText('Canceled: near'))[0]).toBeVisible()
    expect(shown).toEqual([])
    hasFocus.mockReturnValue(false)
    await see('far', aFailedTask('QUOTA_EXCEEDED'))
    await waitFor(() => expect(shown).toEqual(['Failed: far']))
    vi.setSystemTime(Date.now() + 150_000)
    await see('slow', aTask({ faults: 3 }))
    await waitFor(() => expect(shown).toEqual(['Failed: far', 'Stuck: slow']))
    // Its page says so too; it is told once, wherever one goes.
    const running = screen.getByRole('grid', { name: 'Running tasks' })
    await user.click(within(running).getByRole('link', { name: 'slow' }))
    const page = await screen.findByRole('article', { name: 'slow' })
    expect(within(page).getByText('Stuck 2 min', { selector: 'header *' })).toBeVisible()
    await user.click(screen.getByRole('link', { name: 'All tasks' }))
    await screen.findByRole('heading', { level: 1, name: 'Tasks' })
    await see('slow', aTask({ faults: 4 }))
    expect(await screen.findByText(/Stuck 2 min · .* · 4 faults/)).toBeVisible()
    expect(shown).toHaveLength(2)
    // One storage that stops many is one message, and nobody is left out of it.
    const many = Array.from({ length: 5 }, (_, at) => aTask({ task_id: `of many ${at}` }))
    for (const task of many.slice(1)) tasks.set(task.task_id, task)
    await see('of many 0', many[0]!)
    await screen.findByText('6 running')
    vi.setSystemTime(Date.now() + 150_000)
    for (const { task_id } of many) tasks.set(task_id, aTask({ task_id, faults: 3 }))
    await user.keyboard('{Control>}r{/Control}')
    await waitFor(() => expect(shown.at(-1)).toBe('5 tasks stuck'))
    expect(shown).toHaveLength(3)
  })

  test('is left alone by who says no; one that does not allow it later says so', async () => {
    const { user, see, shown, requestPermission } = await openBoard('denied')
    vi.spyOn(document, 'hasFocus').mockReturnValue(false)
    await user.click(screen.getByRole('button', { name: 'No' }))
    expect(screen.queryByText(/Shall the desktop tell you/)).not.toBeInTheDocument()
    await see('far', aFailedTask('QUOTA_EXCEEDED'))
    expect((await screen.findAllByText('Failed: far'))[0]).toBeVisible()
    expect(shown).toEqual([])
    expect(requestPermission).not.toHaveBeenCalled()
    await user.click(screen.getByRole('button', { name: /ada@example/ }))
    await user.click(await screen.findByRole('menuitemcheckbox', { name: 'Desktop notifications of tasks' }))
    expect((await screen.findAllByText('This browser does not allow notifications'))[0]).toBeVisible()
  })
})

describe('a page that nobody looks at', () => {
  afterEach(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
    vi.unstubAllGlobals()
  })

  test('G6: asks nothing, and asks at once when somebody comes back', async () => {
    vi.useFakeTimers()
    const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(false)
    const see = (isHidden: boolean) => {
      hidden.mockReturnValue(isHidden)
      document.dispatchEvent(new Event('visibilitychange'))
    }
    const answer = vi.fn<() => Promise<Response>>(async () =>
      Response.json({ DATA: [aTask()], total: 1, offset: 0 }),
    )
    vi.stubGlobal('fetch', answer)
    configureHttp({ transferUrl: 'https://t.example', getToken: () => 'token', onTokenRefused: () => {} })
    const client = new QueryClient()
    const stopShowing = new QueryObserver(client, taskQueries.board()).subscribe(() => undefined)
    const stop = pollBoard({
      client,
      name: 'board',
      locks: undefined,
      channel: undefined,
      mayLook: () => true,
    })
    await vi.advanceTimersByTimeAsync(5_000)
    const seen = answer.mock.calls.length
    expect(seen).toBeGreaterThanOrEqual(2)
    see(true)
    await vi.advanceTimersByTimeAsync(3_600_000)
    expect(answer).toHaveBeenCalledTimes(seen)
    see(false)
    await vi.advanceTimersByTimeAsync(10)
    expect(answer).toHaveBeenCalledTimes(seen + 1)
    stop()
    stopShowing()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(answer).toHaveBeenCalledTimes(seen + 1)
  })
})

import { act, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import {
  emptyDraft,
  type NewItem,
  USUAL_OPTIONS,
  withItem,
  withItems,
  withOptions,
} from '../../src/app/shared/draft/draft'
import { changeDraft, useDraft } from '../../src/app/shared/draft/draft-store'
import { NamesList } from '../../src/app/shared/NamesList'
import { idOf, renderApp, type Seen, type TestApp } from '../support/render-app'
import { startCopy } from '../support/start-copy'

const SHARE = idOf('Beamtime')
const ARCHIVE = idOf('Lab archive')

const folder = (path: string, lands: string | null = null): NewItem => ({
  source_path: path,
  kind: 'folder',
  lands,
  size: null,
})
const file = (path: string): NewItem => ({ source_path: path, kind: 'file', lands: null, size: 1 })

type About = {
  source?: string
  destination?: string
  folder?: string
  options?: Partial<typeof USUAL_OPTIONS>
  before?: (about: Pick<TestApp, 'emulator' | 'auth'>) => unknown
}

/** The builder, with these items in it. */
const open = (items: readonly NewItem[], about: About = {}) => {
  const { source = SHARE, destination = ARCHIVE, folder = '/2026-09/run-0391/', options } = about
  return renderApp('/transfer', {
    before: async (world) => {
      await about.before?.(world)
      useDraft.setState({
        draft: withItems(
          { ...emptyDraft({ ...USUAL_OPTIONS, ...options }), source, destination, folder },
          items,
        ),
      })
    },
  })
}

const checks = () => screen.findByRole('region', { name: 'Before it leaves' })
const listed = (seen: readonly Seen[]) =>
  seen
    .filter(({ url }) => url.pathname.endsWith('/ls'))
    .map(({ url }) => `${url.pathname} ${url.searchParams.get('path')}`)

test('a file that would be overwritten is named, and kept beside the other at a button; each folder is listed once', async () => {
  const { user, seen } = await open([file('/run-0417/notes.txt'), file('/run-0417/scan_04.h5')])
  const region = await checks()
  expect(await within(region).findByText('1 file would be overwritten.')).toBeVisible()
  await waitFor(() => expect(within(region).getByRole('status')).toHaveTextContent('1 to look at'))
  await user.click(within(region).getByRole('button', { name: 'Keep both' }))
  expect(await within(region).findByText('Nothing there is overwritten.')).toBeVisible()
  expect(await screen.findByRole('row', { name: /notes \(2\)\.txt/ })).toBeVisible()
  await waitFor(() =>
    expect(within(region).getByRole('status')).toHaveTextContent('Nothing stands in its way'),
  )
  expect(within(region).getByRole('heading', { name: 'Before it leaves' })).toHaveFocus()
  const asked = listed(seen)
  expect(new Set(asked).size).toBe(asked.length)
  expect(asked).toHaveLength(2)
})

test('one round to the sign-in service asks for the consents of both sides', async () => {
  const [scratch, tape] = [idOf('Alder University Scratch'), idOf('Cedar Tape')]
  const { user, left } = await open([file('/~/a.txt')], { source: scratch, destination: tape, folder: '/~/' })
  const region = await checks()
  expect(await within(region).findByText('Both collections want something from you first.')).toBeVisible()
  await user.click(within(region).getByRole('button', { name: 'Allow access' }))
  await waitFor(() => expect(left).toHaveLength(1))
  const scope = left[0]!.searchParams.get('scope')
  expect(scope).toContain(`${scratch}/data_access`)
  expect(scope).toContain(`${tape}/data_access`)
  expect(useDraft.getState().draft.items).toHaveLength(1)
})

test('a mirror is stopped until all that it deletes was counted and named, and again when it changes', async () => {
  const { user } = await open([folder('/run-0417/', '/2026-09')], {
    options: { delete_destination_extra: true },
  })
  const region = await checks()
  await user.click(await within(region).findByRole('button', { name: 'Count what would be deleted' }))
  const dialog = await screen.findByRole('dialog', { name: 'What this transfer would do' })
  expect(await within(dialog).findByText('Done.')).toBeVisible()
  // Two runs, with the nine things that are in each.
  await user.click(within(dialog).getByRole('button', { name: /^Deleted 20/ }))
  expect(within(dialog).getByRole('grid')).toHaveAttribute('aria-rowcount', '21')
  expect(within(dialog).getByRole('row', { name: /Deleted.*run-0392\/scan_01\.h5/ })).toBeVisible()
  await user.click(within(dialog).getByRole('button', { name: /^New/ }))
  expect(await within(dialog).findByRole('row', { name: /New.*scan_04/ })).toBeVisible()
  await user.click(within(dialog).getByRole('button', { name: 'Close' }))
  expect(await within(region).findByText('20 files and folders there would be deleted.')).toBeVisible()
  expect(within(region).getByText('/2026-09/run-0391/')).toBeVisible()

  act(() => changeDraft((draft) => withOptions(draft, { sync_level: 1 })))
  expect(within(region).getByRole('button', { name: 'Count them again' })).toBeVisible()
  expect(within(region).getByRole('status')).toHaveTextContent('1 thing stops this')

  // Counted again, and then everything is to be asked for anew: others may have written there meanwhile.
  await user.click(within(region).getByRole('button', { name: 'See what this transfer would do' }))
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Close' }))
  expect(await within(region).findByText('20 files and folders there would be deleted.')).toBeVisible()
  const start = screen.getByRole('button', { name: 'Start transfer' })
  await waitFor(() => expect(start).toBeEnabled())
  await user.click(start)
  const named = await screen.findByRole('list', { name: 'What is deleted at the destination' })
  expect(within(named).getAllByRole('listitem')).toHaveLength(20)
  await user.click(screen.getByRole('button', { name: 'Cancel' }))
  await user.click(within(region).getByRole('button', { name: 'Check again' }))
  expect(await within(region).findByRole('button', { name: 'Count them again' })).toBeVisible()
})

test('fifty folders are looked into by themselves, the others at a button, and none while somebody types', async () => {
  const items = Array.from({ length: 55 }, (_, index) => file(`/run-${index}/x`)).map((item, index) => ({
    ...item,
    lands: `x-${index}`,
  }))
  const { user, seen } = await open(items, { folder: '/incoming/' })
  const region = await checks()
  const rest = await within(region).findByRole('button', { name: 'Check the other 6 folders' })
  await within(region).findByText(/^49 paths do not exist/)
  expect(new Set(listed(seen))).toHaveProperty('size', 50)
  await user.click(rest)
  await within(region).findByText(/^55 paths do not exist/)
  expect(listed(seen)).toHaveLength(56)

  for (const typed of ['n', 'ne', 'new'])
    act(() => changeDraft((draft) => withItem(draft, draft.items[0]!.key, { lands: `${typed}/x` })))
  await waitFor(() => expect(listed(seen)).toHaveLength(57))
  expect(listed(seen).at(-1)).toContain('/incoming/new/')
  await user.click(within(region).getByRole('button', { name: 'Leave them out' }))
  await within(region).findByText('Nothing is selected yet.')
  expect(listed(seen)).toHaveLength(57)
})

test('with many items nothing can be started on what was found of those there were before', async () => {
  const full = idOf('Riverside teaching share')
  const { seen } = await open([file('/run-0417/scan_04.h5')], {
    destination: full,
    folder: '/',
    before: async (world) => {
      const { tasks } = world.emulator.world.tables
      const id = await startCopy(world, { target: full, to: '/nightly/' })
      await waitFor(() => expect(tasks.get(id)?.document.faults).toBeGreaterThan(0))
      // Of what it has met the list of tasks tells the latest only.
      tasks.get(id)!.document.nice_status = 'CONNECT_FAILED'
    },
  })
  const region = await checks()
  expect(
    await within(region).findByText('The last transfer to this collection ran out of space.'),
  ).toBeVisible()
  const start = await screen.findByRole('button', { name: 'Start transfer' })
  await waitFor(() => expect(start).toBeEnabled())
  const many = Array.from({ length: 2_000 }, (_, index) => file(`/run-0417/no-${index}`))
  act(() => changeDraft((draft) => withItems(draft, many)))
  expect(start).toBeDisabled()
  expect(await within(region).findByText('2,000 paths do not exist.')).toBeVisible()
  // To leave out what cannot be read is a warning only: it is known again in a moment, and not at once.
  act(() => changeDraft((draft) => withOptions(draft, { skip_source_errors: true })))
  expect(start).toBeDisabled()
  await waitFor(() => expect(start).toBeEnabled())
  expect(within(region).getByText('They are skipped, as you chose.')).toBeVisible()
  // Of each side its document, its pauses and one folder, and what the last task there met; each asked for once.
  const asked = seen.filter(({ url }) => /endpoint\/|\/event_list$/.test(url.pathname))
  expect(asked).toHaveLength(7)
  expect(new Set(asked.map(({ url }) => url.href))).toHaveProperty('size', 7)
})

test('each of many names can be looked at before something is done to them', async () => {
  const user = userEvent.setup()
  const names = Array.from({ length: 1_500 }, (_, index) => ({ name: `/to/${index}.dat` }))
  render(<NamesList label="Deleted" names={names} total={1_600} />)
  const list = screen.getByRole('list', { name: 'Deleted' })
  expect(within(list).queryByText('/to/200.dat')).not.toBeInTheDocument()
  await user.click(within(list).getByRole('button', { name: 'Show 1,000 more of 1,300' }))
  expect(within(list).getByText('/to/1199.dat')).toBeVisible()
  await user.click(within(list).getByRole('button', { name: 'Show 300 more names' }))
  expect(within(list).getByText('/to/1499.dat')).toBeVisible()
  expect(within(list).getByText('and 100 more names')).toBeVisible()
  expect(list).toHaveFocus()
  expect(screen.getByRole('button', { name: 'Save these 1,500 names as a file' })).toBeVisible()
})

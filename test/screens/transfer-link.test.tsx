import { screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { beginDraft, newDraft, useDraft } from '../../src/app/shared/draft/draft-store'
import { idOf, renderApp } from '../support/render-app'
// Before anything waits for them: a busy machine needs seconds to read them.
import '../../src/app/transfer/LinkBanner'
import '../../src/app/transfer/TransferPage'

const ONE = 'Globus Tutorial Collection 1'
const TWO = 'Globus Tutorial Collection 2'
const link = (more: string) => `/transfer?source=${idOf(ONE)}&destination=${idOf(TWO)}&folder=/~/in/${more}`

test('H8: a link fills the form, says so, and writes nothing; what it would delete waits for a person', async () => {
  const route = link('&item=/~/run/&source_name=Bank&size=big&delete_destination_extra=1')
  const { user, seen } = await renderApp(route, { before: () => beginDraft(newDraft()) })
  expect(await screen.findByText('Opened from a link; nothing has been started')).toBeVisible()
  // Names come from Globus, whatever a link says they are.
  expect(await screen.findByText(ONE)).toBeVisible()
  expect(screen.queryByText('Bank')).toBeNull()
  expect(screen.getByText('source_name: This page knows no such parameter. It was left out.')).toBeVisible()
  expect(screen.getByText('size: “big” is no number of bytes.')).toBeVisible()
  const isMirror = () => useDraft.getState().draft.options.delete_destination_extra
  expect(isMirror()).toBe(false)
  await user.click(screen.getByText('Delete extra files at the destination'))
  expect(isMirror()).toBe(true)
  expect(seen.filter(({ method }) => method !== 'GET')).toEqual([])

  // What was filled is written into a link again.
  await user.click(await screen.findByText('Copy link to this form'))
  const copied = await navigator.clipboard.readText()
  expect(copied).toContain(`#${link('&delete_destination_extra=1&item=/~/run/')}`)
  await user.click(screen.getByText('I have looked at it'))
  expect(screen.queryByText('Opened from a link; nothing has been started')).toBeNull()
})

test('a link takes nobody’s draft away', async () => {
  const mine = { ...newDraft(), source: idOf(TWO) }
  const { user } = await renderApp(link('&item=/~/run/'), { before: () => beginDraft(mine) })
  await user.click(await screen.findByText('Keep mine'))
  await waitFor(() => expect(window.location.hash).toBe('#/transfer'))
  expect(useDraft.getState().draft).toEqual(mine)
})

test('an address of Globus’s file manager opens both panes', async () => {
  const origin = `origin_id=${idOf(ONE)}&origin_path=%2F~%2F`
  await renderApp(`/file-manager?${origin}&destination_id=${idOf(TWO)}&two_pane=true`)
  await waitFor(() =>
    expect(Object.fromEntries(new URLSearchParams(window.location.hash.split('?')[1]))).toEqual({
      left: idOf(ONE),
      left_path: '/~/',
      right: idOf(TWO),
    }),
  )
})

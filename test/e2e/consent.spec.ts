import type { Page } from '@playwright/test'
import { dataAccessScope, TRANSFER_ALL } from '../../src/emulator/auth/scopes'
import { sampleCollections } from '../../src/emulator/sample/collections'
import { allow, askForConsent, expect, pane, row, signIn, test, TRANSFER } from '../support/browser'
import { writeFiles } from '../support/file-trees'

const idOf = (name: string) => sampleCollections.find(({ document }) => document.display_name === name)!.id
const SCRATCH = idOf('Alder University Scratch')
const HOSPITAL = idOf('Northmoor Hospital Imaging (protected data)')

/** Opens a collection beside the left shelf by its id, as somebody does who was sent it. */
async function openInRightPane(page: Page, id: string) {
  await pane(page, 'Right pane')
    .getByRole('button', { name: /^Right pane: / })
    .click()
  await page.getByRole('combobox', { name: 'Search collections, or paste an id or link' }).fill(id)
  await page.getByRole('group', { name: 'With this id' }).getByRole('option').click()
}

test.beforeEach(async ({ page, world }) => {
  await writeFiles(world.left.directory, { 'kept.txt': 'x\n' })
  await page.goto(world.url)
  await signIn(page)
  world.expectTrouble(/status of 403/)
})

test('a collection that needs consent says so, asks once, and the same panes list it afterwards', async ({
  page,
  world,
}) => {
  await openInRightPane(page, SCRATCH)
  const right = pane(page, 'Right pane')
  await expect(right.getByRole('alert')).toContainText('This collection needs your permission')
  const panes = page.url()
  expect(panes).toContain(`right=${SCRATCH}`)

  await askForConsent(page)
  await expect(page.getByRole('checkbox')).toBeChecked()
  const scope = new URL(page.url()).searchParams.get('scope')
  // Checklist A13: the union of what is in use, and the one thing more.
  expect(scope).toBe(`openid profile email ${TRANSFER_ALL}[*${dataAccessScope(SCRATCH)}]`)
  await allow(page)

  await expect(row(right, 'beamtime')).toBeVisible()
  await expect(page).toHaveURL(panes)
  await expect(row(pane(page, 'Left pane'), 'kept.txt')).toBeVisible()
  expect(world.sentTo('POST /v2/oauth2/token')).toHaveLength(2)
})

test('saying no to consent comes back to the same panes with a sentence, and asking again works', async ({
  page,
}) => {
  await openInRightPane(page, SCRATCH)
  const right = pane(page, 'Right pane')
  await askForConsent(page)
  await page.getByRole('button', { name: 'Deny' }).click()

  await expect(page.getByRole('alert').filter({ hasText: 'You did not allow access' })).toBeVisible()
  await expect(row(pane(page, 'Left pane'), 'kept.txt')).toBeVisible()
  await expect(right.getByRole('button', { name: 'Allow access' })).toBeVisible()
  expect(page.url()).toContain(`right=${SCRATCH}`)

  await askForConsent(page)
  await allow(page)
  await expect(row(right, 'beamtime')).toBeVisible()
})

test('a collection with protected data asks who it is again when that was too long ago', async ({
  page,
  world,
}) => {
  world.passTime(31 * 60_000)
  await page.clock.setFixedTime(Date.now() + 31 * 60_000)
  await openInRightPane(page, HOSPITAL)
  const right = pane(page, 'Right pane')
  await expect(right.getByRole('alert')).toContainText('wants to know that it is you')
  await right.getByRole('button', { name: 'Sign in for this collection' }).click()
  await expect(page.getByText('Sign in again to meet the policy')).toBeVisible()
  // It is not content with that: whoever asks for the same once more would ask for ever.
  const listing = `${TRANSFER}/v0.10/operation/endpoint/${HOSPITAL}/ls*`
  await page.route(listing, (route) =>
    route.fulfill({
      status: 403,
      headers: { 'access-control-allow-origin': '*' },
      json: {
        code: 'AuthPolicyFailed',
        message: 'Failing collection authentication policy',
        authorization_parameters: {
          session_message: 'Failing collection authentication policy',
          session_required_policies: '5bd2845e-1b29-4c9c-abc3-7f28a13ce6c0',
        },
      },
    }),
  )
  await allow(page)
  await expect(right.getByRole('alert')).toContainText(
    'You have signed in, and this collection still does not let',
  )
  await expect(right.getByRole('alert')).toContainText('You are signed in as ada@example.edu.')
  await expect(right.getByRole('alert')).toContainText('ask the administrators of the collection')

  await page.unroute(listing)
  await right.getByRole('button', { name: 'Refresh this folder' }).click()
  await expect(row(right, 'cohort-a')).toBeVisible()
  await expect(right.getByText('high assurance')).toBeVisible()
})

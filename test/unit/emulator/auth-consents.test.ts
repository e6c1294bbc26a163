import { beforeEach, describe, expect, test } from 'vitest'

import {
  dataAccessScope,
  TRANSFER_ALL,
  VIEW_CONSENTS,
  VIEW_IDENTITIES,
} from '../../../src/emulator/auth/scopes'
import { ADA, type Auth, BEN, CLIENT, MAPPED, openAuth, OTHER_CLIENT, TRANSFER_WITH_DATA } from './auth-world'

const DATA = [TRANSFER_ALL, dataAccessScope(MAPPED)]

let auth: Auth

beforeEach(async () => {
  auth = await openAuth()
})

/** Ada with all of Transfer and the mapped collection, able to read her consents; her tokens can be refreshed. */
const signInWithData = (scope = `${VIEW_CONSENTS} ${TRANSFER_WITH_DATA}`) =>
  auth.signIn({ scope, consent: DATA.join(' '), access_type: 'offline' })

const consentId = (scope: string, clientId = CLIENT) =>
  Array.from(auth.world.tables.consents.values()).find(
    ({ path, client_id }) => path.at(-1) === scope && client_id === clientId,
  )!.id

const withdraw = (id: number | string, token: string, owner = ADA.id) =>
  auth.call(`/v2/api/identities/${owner}/consents/${id}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${token}` },
  })

const listed = async (token: string, query = '') => {
  const answer = await auth.get(`/v2/api/identities/${ADA.id}/consents${query}`, token)
  const { consents } = (await answer.json()) as { consents: { scope_name: string }[] }
  return consents.map(({ scope_name }) => scope_name)
}

const refreshes = async (token: string) => {
  const fields = { grant_type: 'refresh_token', client_id: CLIENT, refresh_token: token }
  return (await auth.post('/v2/oauth2/token', fields)).status === 200
}

describe('withdrawing a consent', () => {
  test('ends its tokens and the consents below, for good', async () => {
    const document = await signInWithData()
    const refresh = document.other_tokens[0]!.refresh_token!
    expect(await refreshes(refresh)).toBe(true)
    const answer = await withdraw(consentId(TRANSFER_ALL), document.access_token)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({ consent: { scope_name: TRANSFER_ALL, client: CLIENT } })
    expect(await listed(document.access_token)).toEqual([VIEW_CONSENTS])
    // Allowing it again makes new tokens; the old ones stay dead.
    await signInWithData()
    expect(await refreshes(refresh)).toBe(false)
  })

  test('below leaves what stands above', async () => {
    const document = await signInWithData()
    expect((await withdraw(consentId(DATA[1]!), document.access_token)).status).toBe(200)
    expect(await listed(document.access_token)).toEqual([VIEW_CONSENTS, TRANSFER_ALL])
    expect(await refreshes(document.other_tokens[0]!.refresh_token!)).toBe(true)
  })

  test('that was not optional is only possible with the one above', async () => {
    const document = await signInWithData(`${VIEW_CONSENTS} ${TRANSFER_ALL}[${DATA[1]}]`)
    expect((await withdraw(consentId(DATA[1]!), document.access_token)).status).toBe(409)
    expect(await listed(document.access_token)).toHaveLength(3)
  })

  test('leaves those to other applications alone, and reaches them with the scope for it', async () => {
    await signInWithData(`${VIEW_CONSENTS} ${TRANSFER_ALL}`)
    await auth.decide({ client_id: OTHER_CLIENT, scope: TRANSFER_ALL })
    const { access_token: weak } = await auth.signIn({ scope: VIEW_IDENTITIES })
    expect((await withdraw(consentId(TRANSFER_ALL, OTHER_CLIENT), weak)).status).toBe(403)
    expect((await withdraw(consentId(TRANSFER_ALL), weak)).status).toBe(200)
    const { access_token: strong } = await auth.signIn({ scope: VIEW_CONSENTS })
    expect(await listed(strong, '?all=true')).toContain(TRANSFER_ALL)
    expect((await withdraw(consentId(TRANSFER_ALL, OTHER_CLIENT), strong)).status).toBe(200)
    expect(await listed(strong, '?all=true')).not.toContain(TRANSFER_ALL)
  })

  test('is nobody else’s to do', async () => {
    const { access_token: token } = await signInWithData()
    const { access_token: foreign } = await auth.signIn({ identity: BEN.id, scope: VIEW_CONSENTS })
    const id = consentId(TRANSFER_ALL)
    expect((await withdraw(id, foreign)).status).toBe(403)
    expect((await withdraw(id, foreign, BEN.id)).status).toBe(404)
    expect((await withdraw(id, 'x')).status).toBe(401)
    expect((await withdraw('nosuch', token)).status).toBe(404)
    expect(await listed(token)).toHaveLength(3)
  })
})

test('a consent tells when it was last used', async () => {
  await signInWithData()
  await auth.clock.advance(60_000)
  const { access_token: token } = await auth.signIn({ scope: VIEW_CONSENTS })
  const answer = await auth.get(`/v2/api/identities/${ADA.id}/consents`, token)
  const { consents } = (await answer.json()) as { consents: { scope_name: string; last_used: string }[] }
  expect(consents.map(({ scope_name, last_used }) => [scope_name, last_used])).toEqual([
    [VIEW_CONSENTS, '2026-03-04T15:17:17.000000+00:00'],
    [TRANSFER_ALL, '2026-03-04T15:16:17.000000+00:00'],
    [DATA[1], '2026-03-04T15:16:17.000000+00:00'],
  ])
})

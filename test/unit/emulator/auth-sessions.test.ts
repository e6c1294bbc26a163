import { beforeEach, describe, expect, test } from 'vitest'

import { dataAccessScope, TRANSFER_ALL, VIEW_IDENTITY_SET } from '../../../src/emulator/auth/scopes'
import type { Identity, Policy } from '../../../src/emulator/world'
import {
  ADA,
  type Auth,
  BEN,
  type Fields,
  MAPPED,
  openAuth,
  OTHER_CLIENT,
  parametersOf,
  TRANSFER_WITH_DATA,
} from './auth-world'

const ADA_AT_LAB: Identity = {
  ...ADA,
  id: 'bbbbbbbb-0000-4000-8000-000000000003',
  username: 'a.example@physics.example',
  name: 'A. Example',
  linked_to: ADA.id,
}
const POLICY: Policy = {
  id: 'dddddddd-0000-4000-8000-000000000001',
  project_id: 'dddddddd-0000-4000-8000-000000000009',
  display_name: 'Physics <staff>',
  description: '',
  high_assurance: true,
  authentication_assurance_timeout: 600,
  required_mfa: true,
  domain_constraints_include: ['physics.example'],
  domain_constraints_exclude: null,
}
const NOT_PHYSICS: Policy = {
  ...POLICY,
  id: 'dddddddd-0000-4000-8000-000000000002',
  required_mfa: false,
  domain_constraints_include: null,
  domain_constraints_exclude: ['physics.example'],
}

let auth: Auth

beforeEach(async () => {
  auth = await openAuth()
  auth.world.tables.identities.put(ADA_AT_LAB.id, ADA_AT_LAB)
  for (const policy of [POLICY, NOT_PHYSICS]) auth.world.tables.policies.put(policy.id, policy)
})

/** What came of an answer: led back with a code, shown again to go on, or shown again with a complaint. */
async function outcome(answering: Promise<Response>): Promise<'code' | 'more' | 'refused'> {
  const answer = await answering
  if (answer.status === 302) return parametersOf(answer).code === undefined ? 'refused' : 'code'
  expect(await answer.text()).toContain('<h1>Sign in</h1>')
  return answer.status === 200 ? 'more' : 'refused'
}

/** The hidden fields of the page that say who has signed in on it. */
const noted = async (page: Response) =>
  Array.from((await page.text()).matchAll(/name="authenticated" value="([^"]+)"/g), ([, id]) => id!)

const offered = async (fields: Fields) => {
  const page = await (await auth.authorize(fields)).text()
  return [ADA, BEN, ADA_AT_LAB]
    .filter(({ id }) => !new RegExp(`value="${id}"[^>]* disabled`).test(page))
    .map(({ username }) => username)
}

describe('identities that are linked', () => {
  test('are one person, whichever of them signs in', async () => {
    const scope = `openid profile ${VIEW_IDENTITY_SET}`
    const { id_token, access_token } = await auth.signIn({ identity: ADA_AT_LAB.id, scope })
    const claims = JSON.parse(atob(id_token!.split('.')[1]!)) as Record<string, unknown>
    const now = Math.floor(auth.clock.now() / 1000)
    expect(claims).toMatchObject({
      sub: ADA.id,
      preferred_username: ADA.username,
      last_authentication: null,
      identity_set: [
        { sub: ADA.id, username: ADA.username, last_authentication: null },
        { sub: ADA_AT_LAB.id, username: ADA_AT_LAB.username, last_authentication: now },
      ],
    })
    const info = (await (await auth.get('/v2/oauth2/userinfo', access_token)).json()) as typeof claims
    expect(info.identity_set).toEqual(claims.identity_set)
  })

  test('say so on the page', async () => {
    const page = await (await auth.authorize()).text()
    expect(page).toContain('linked to <bdi>ada@example.edu</bdi>')
  })
})

describe('session_required_identities', () => {
  const both = { session_required_identities: `${ADA.id},${ADA_AT_LAB.username.toUpperCase()}` }

  test('wants all of them to sign in, one after the other', async () => {
    const first = await auth.decide(both)
    expect(first.status).toBe(200)
    expect(auth.world.tables.codes.size()).toBe(0)
    const authenticated = await noted(first)
    expect(authenticated).toEqual([ADA.id])
    expect(await outcome(auth.decide({ ...both, authenticated, identity: ADA.id }))).toBe('refused')
    expect(await outcome(auth.decide({ ...both, authenticated, identity: ADA_AT_LAB.id }))).toBe('code')
  })

  test('keeps what was unticked on the way', async () => {
    const consent = { scope: TRANSFER_WITH_DATA, consent: [] }
    const page = await (await auth.decide({ ...both, ...consent })).text()
    expect(page).toMatch(new RegExp(`name="consent" value="${TRANSFER_ALL} ${dataAccessScope(MAPPED)}">`))
  })

  test('counts who has signed in to the application before', async () => {
    await auth.decide({ identity: ADA_AT_LAB.id })
    expect(await outcome(auth.decide(both))).toBe('code')
    expect(await outcome(auth.decide({ ...both, client_id: OTHER_CLIENT }))).toBe('more')
  })

  test('but not with prompt=login, which says so on the page', async () => {
    await auth.decide({ identity: ADA_AT_LAB.id })
    const anew = { ...both, prompt: 'login' }
    expect(await (await auth.authorize(anew)).text()).toContain('prove anew who you are')
    expect(await outcome(auth.decide(anew))).toBe('more')
    const authenticated = [ADA.id]
    expect(await outcome(auth.decide({ ...anew, authenticated, identity: ADA_AT_LAB.id }))).toBe('code')
  })

  test('cannot be met by two people', async () => {
    const strangers = { session_required_identities: `${ADA.id},${BEN.id}` }
    expect(await outcome(auth.decide(strangers))).toBe('more')
    const authenticated = [ADA.id]
    expect(await outcome(auth.decide({ ...strangers, authenticated, identity: BEN.id }))).toBe('refused')
  })

  test('offers those who are asked for', async () => {
    expect(await offered(both)).toEqual([ADA.username, ADA_AT_LAB.username])
    expect(await offered({ session_required_identities: 'nobody' })).toEqual([])
  })
})

describe('session_required_single_domain', () => {
  test('wants one identity of any of the domains', async () => {
    const demand = { session_required_single_domain: 'Physics.example,elsewhere.example' }
    expect(await offered(demand)).toEqual([ADA_AT_LAB.username])
    expect(await outcome(auth.decide(demand))).toBe('refused')
    expect(await outcome(auth.decide({ ...demand, identity: ADA_AT_LAB.id }))).toBe('code')
  })

  test('is not taken in by a domain that ends alike', async () => {
    expect(await offered({ session_required_single_domain: 'example' })).toEqual([])
  })
})

describe('session_required_mfa', () => {
  const demand = { session_required_mfa: 'True' }

  test('wants the tick, and only when asked', async () => {
    expect(await (await auth.authorize()).text()).not.toContain('second_factor')
    expect(await (await auth.authorize(demand)).text()).toContain('name="second_factor"')
    expect(await outcome(auth.decide(demand))).toBe('refused')
    expect(await outcome(auth.decide({ ...demand, second_factor: 'yes' }))).toBe('code')
    expect(await outcome(auth.decide(demand))).toBe('code')
    expect(await outcome(auth.decide({ ...demand, prompt: 'login' }))).toBe('refused')
  })
})

describe('session_required_policies', () => {
  const demand = { session_required_policies: POLICY.id }
  const meeting = { ...demand, identity: ADA_AT_LAB.id, second_factor: 'yes' }

  test('names the policy and offers who can meet it', async () => {
    expect(await (await auth.authorize(demand)).text()).toContain(
      'Sign in again to meet the policy <bdi>Physics &lt;staff&gt;</bdi>',
    )
    expect(await offered(demand)).toEqual([ADA_AT_LAB.username])
    expect(await offered({ session_required_policies: NOT_PHYSICS.id })).toEqual([ADA.username, BEN.username])
  })

  test('wants the right domain and the second factor', async () => {
    expect(await outcome(auth.decide({ ...demand, second_factor: 'yes' }))).toBe('refused')
    expect(await outcome(auth.decide({ ...meeting, second_factor: 'no' }))).toBe('refused')
    expect(await outcome(auth.decide(meeting))).toBe('code')
  })

  test('wants both policies that exclude each other from two identities', async () => {
    const both = { session_required_policies: `${POLICY.id},${NOT_PHYSICS.id}`, second_factor: 'yes' }
    expect(await outcome(auth.decide({ ...both, identity: ADA_AT_LAB.id }))).toBe('more')
    expect(await outcome(auth.decide({ ...both, authenticated: [ADA_AT_LAB.id], identity: ADA.id }))).toBe(
      'code',
    )
  })
})

describe('prompt=none', () => {
  const silently = async (fields: Fields = {}) => {
    const { code, error, state } = parametersOf(await auth.authorize({ prompt: 'none', ...fields }))
    expect(state).toBe('st&te')
    return error ?? (code === undefined ? 'nothing' : 'code')
  }

  test('wants somebody who has signed in to this application, and not out', async () => {
    expect(await silently()).toBe('login_required')
    await auth.decide()
    expect(await silently()).toBe('code')
    expect(await silently({ client_id: OTHER_CLIENT })).toBe('login_required')
    await auth.get('/v2/web/logout')
    expect(await silently()).toBe('login_required')
    await auth.decide()
    expect(await silently()).toBe('code')
  })

  test('gives a code that is as good as any', async () => {
    await auth.decide({ identity: BEN.id })
    const { code } = parametersOf(await auth.authorize({ prompt: 'none' }))
    expect(await (await auth.exchange(code!)).json()).toMatchObject({ scope: 'openid profile email' })
  })

  test('wants the consents, except what is optional', async () => {
    await auth.decide({ scope: TRANSFER_ALL })
    expect(await silently({ scope: TRANSFER_WITH_DATA })).toBe('code')
    expect(await silently({ scope: `${TRANSFER_ALL}[${dataAccessScope(MAPPED)}]` })).toBe('consent_required')
    expect(await silently({ scope: `${TRANSFER_ALL} openid` })).toBe('consent_required')
  })

  test('wants a session that meets the demand, as long as it does', async () => {
    const demand = { session_required_policies: POLICY.id }
    await auth.decide()
    expect(await silently(demand)).toBe('login_required')
    await auth.decide({ ...demand, identity: ADA_AT_LAB.id, second_factor: 'yes' })
    await auth.clock.advance(600_000)
    expect(await silently(demand)).toBe('code')
    await auth.clock.advance(1)
    expect(await silently(demand)).toBe('login_required')
    expect(await silently()).toBe('code')
  })
})

describe('an identity that is closed', () => {
  test('is offered to nobody, signs in nowhere, and its tokens open nothing', async () => {
    const { access_token: token } = await auth.signIn()
    auth.world.tables.identities.put(ADA.id, { ...ADA, status: 'closed' })
    expect((await auth.get('/v2/oauth2/userinfo', token)).status).toBe(401)
    expect(await (await auth.authorize()).text()).not.toContain(ADA.name)
    expect(await outcome(auth.decide())).toBe('refused')
  })
})

test('a client that wants one provider is offered its identities only', async () => {
  const client = auth.world.tables.clients.get(OTHER_CLIENT)!
  auth.world.tables.identities.put(BEN.id, { ...BEN, identity_provider: 'elsewhere' })
  auth.world.tables.clients.put(OTHER_CLIENT, { ...client, required_idp: 'elsewhere' })
  expect(await offered({ client_id: OTHER_CLIENT })).toEqual([BEN.username])
  expect(await outcome(auth.decide({ client_id: OTHER_CLIENT }))).toBe('refused')
})

test('a grant has the name that the person gave it, the next time too', async () => {
  const shown = async (fields: Fields = {}) =>
    /name="grant_name" type="text" value="([^"]*)"/.exec(await (await auth.authorize(fields)).text())?.[1]
  expect(await shown()).toBe('')
  expect(await shown({ prefill_named_grant: '"laptop"' })).toBe('&quot;laptop&quot;')
  await auth.decide({ prefill_named_grant: 'laptop', grant_name: 'desk' })
  expect(await shown()).toBe('desk')
  expect(await shown({ client_id: OTHER_CLIENT, prefill_named_grant: 'laptop' })).toBeUndefined()
})

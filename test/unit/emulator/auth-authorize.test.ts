import { describe, expect, test } from 'vitest'

import { dataAccessScope, TRANSFER_ALL } from '../../../src/emulator/auth/scopes'
import { authenticatedMs } from '../../../src/emulator/auth/sessions'
import {
  ADA,
  AUTH,
  BEN,
  CHALLENGE,
  CLIENT,
  GUEST,
  HIGH_ASSURANCE,
  MAPPED,
  openAuth,
  OTHER_CLIENT,
  parametersOf,
  REDIRECT,
  TRANSFER_WITH_DATA,
} from './auth-world'

describe('the sign-in page', () => {
  test('asks who you are and says in words what is wanted', async () => {
    const { authorize } = await openAuth()
    const response = await authorize({ session_message: 'Please <again>', prefill_named_grant: 'my laptop' })
    const page = await response.text()
    expect(response.status).toBe(200)
    expect(page).toContain('Towpath')
    expect(page).toContain('Ada Example')
    expect(page).toContain('ada@example.edu')
    expect(page).toContain('Ben &lt;b&gt;Example&lt;/b&gt;')
    expect(page).toContain('Browse, transfer and delete your data')
    expect(page).toMatch(/type="checkbox" name="consent" value="[^"]*data_access" checked/)
    expect(page).toContain('Please &lt;again&gt;')
    expect(page).toContain('my laptop')
    expect(page).not.toContain('<script')
  })

  test('lets its form lead back to the application and nowhere else', async () => {
    const { authorize } = await openAuth()
    const policy = (await authorize()).headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("form-action 'self' https://app.example;")
    expect(policy).toContain("frame-ancestors 'none'")
  })

  test('offers no checkbox for what is not optional', async () => {
    const { authorize } = await openAuth()
    const page = await (await authorize({ scope: `${TRANSFER_ALL}[${dataAccessScope(MAPPED)}]` })).text()
    expect(page).toContain('Collection 1')
    expect(page).not.toContain('type="checkbox"')
  })

  test('puts the demands on the session in words and refuses who cannot meet them', async () => {
    const { authorize, decide } = await openAuth()
    const demand = {
      session_required_single_domain: 'lab.example,other.example',
      session_required_mfa: 'true',
    }
    const page = await (await authorize({ ...demand, prompt: 'login' })).text()
    expect(page).toContain('lab.example')
    expect(page).toContain('second factor')
    expect((await decide(demand)).status).toBe(400)
    expect((await decide({ ...demand, identity: BEN.id })).status).toBe(400)
    expect((await decide({ ...demand, identity: BEN.id, second_factor: 'yes' })).status).toBe(302)
    expect((await decide({ session_required_identities: `${BEN.id},x` })).status).toBe(400)
    expect((await decide({ session_required_identities: ADA.username })).status).toBe(302)
  })
})

describe('who is ticked on the sign-in page', () => {
  const choices = [
    { name: 'Ada', id: ADA.id },
    { name: 'Ben', id: BEN.id },
  ]
  const ticked = async (response: Response | Promise<Response>) => {
    const page = await (await response).text()
    return choices
      .filter(({ id }) => new RegExp(`value="${id}"[^>]* checked`).test(page))
      .map(({ name }) => name)
  }

  test('is who signed in to this application last, so that a consent is not given as somebody else', async () => {
    const { authorize, decide, clock } = await openAuth()
    expect(await ticked(authorize())).toEqual(['Ada'])
    await decide({ identity: BEN.id })
    expect(await ticked(authorize({ client_id: OTHER_CLIENT }))).toEqual(['Ada'])
    expect(await ticked(authorize())).toEqual(['Ben'])
    await clock.advance(1000)
    await decide({ identity: ADA.id })
    expect(await ticked(authorize())).toEqual(['Ada'])
  })

  test('is never somebody who cannot meet what is asked for', async () => {
    const { authorize, decide } = await openAuth()
    await decide({ identity: ADA.id })
    expect(await ticked(authorize({ session_required_identities: BEN.id }))).toEqual(['Ben'])
    expect(await ticked(authorize({ session_required_identities: 'nobody' }))).toEqual([])
  })
})

describe('a request that cannot be answered safely', () => {
  test.each([
    ['an unknown client', { client_id: 'nobody' }],
    ['no client', { client_id: null }],
    ['two clients', { client_id: [CLIENT, CLIENT] }],
    ['a foreign redirect', { redirect_uri: 'https://evil.example/' }],
    ['a redirect that is longer than the registered one', { redirect_uri: `${REDIRECT}more` }],
    ['a redirect in other letters', { redirect_uri: REDIRECT.replace('towpath', 'Towpath') }],
    ['no redirect', { redirect_uri: null }],
    ['two redirects', { redirect_uri: [REDIRECT, REDIRECT] }],
  ])('gets a page and no redirect: %s', async (_, fields) => {
    const { authorize, decide } = await openAuth()
    for (const response of [await authorize(fields), await decide(fields)]) {
      expect(response.status).toBe(400)
      expect(response.headers.get('location')).toBeNull()
      expect(response.headers.get('content-type')).toContain('text/html')
    }
  })

  test.each([
    ['nosuch', 'nosuch'],
    [`${TRANSFER_ALL}[*${dataAccessScope(GUEST)}]`, dataAccessScope(GUEST)],
    [`${TRANSFER_ALL}[*${dataAccessScope(HIGH_ASSURANCE)}]`, dataAccessScope(HIGH_ASSURANCE)],
    [`openid[offline_access] nosuch`, 'offline_access, nosuch'],
  ])('names the unknown scopes of %s', async (scope, unknown) => {
    const { authorize } = await openAuth()
    const response = await authorize({ scope })
    expect(response.status).toBe(400)
    expect(await response.text()).toContain(`client_id=${CLIENT} requested unknown scopes: [${unknown}]`)
  })
})

describe('a request that is refused at the application', () => {
  test.each([
    ['unsupported_response_type', { response_type: 'token' }],
    ['invalid_request', { response_type: null }],
    ['invalid_request', { code_challenge: null }],
    ['invalid_request', { code_challenge: 'short' }],
    ['invalid_request', { code_challenge_method: 'S512' }],
    ['invalid_request', { code_challenge_method: 's256' }],
    ['invalid_request', { code_challenge_method: null, code_challenge: 'short' }],
    ['invalid_request', { code_challenge_method: 'plain', code_challenge: `${'a'.repeat(43)}=` }],
    ['invalid_request', { code_challenge_method: 'plain', code_challenge: 'a'.repeat(129) }],
    ['invalid_request', { code_challenge: null, code_challenge_method: null }],
    ['invalid_request', { code_challenge: `${CHALLENGE}=` }],
    ['invalid_request', { prompt: 'none login' }],
    ['invalid_request', { response_type: ['code', 'code'] }],
    ['invalid_request', { session_required_policies: 'nosuch' }],
    ['unsupported_response_type', { response_type: 'code token' }],
    ['unsupported_response_type', { response_type: '' }],
    ['invalid_request', { scope: ['openid', 'openid'] }],
    ['invalid_scope', { scope: null }],
    ['invalid_scope', { scope: 'A[' }],
    ['invalid_scope', { scope: 'offline_access' }],
    ['invalid_scope', { scope: dataAccessScope(MAPPED) }],
    ['login_required', { prompt: 'none' }],
  ])('%s for %j', async (error, fields) => {
    const { authorize, decide } = await openAuth()
    for (const response of [await authorize(fields), await decide(fields)]) {
      expect(response.status).toBe(302)
      expect(response.headers.get('location')).toMatch(`${REDIRECT}?`)
      expect(parametersOf(response)).toMatchObject({ error, state: 'st&te' })
      expect(parametersOf(response).code).toBeUndefined()
    }
  })

  test('a repeated state is not given back', async () => {
    const { authorize } = await openAuth()
    expect(parametersOf(await authorize({ state: ['a', 'b'] }))).toEqual({
      error: 'invalid_request',
      error_description: 'The parameter state was sent more than once',
    })
  })
})

describe('the answer of the person', () => {
  test('Deny leads back with access_denied and leaves no trace', async () => {
    const { decide, world } = await openAuth()
    const response = await decide({ decision: 'deny', identity: null })
    expect(parametersOf(response)).toMatchObject({ error: 'access_denied', state: 'st&te' })
    expect(world.tables.consents.size()).toBe(0)
    expect(world.tables.codes.size()).toBe(0)
  })

  test('Allow leads back with a code and the state, and counts as having signed in', async () => {
    const { decide, world, clock } = await openAuth()
    const response = await decide()
    expect(response.status).toBe(302)
    expect(parametersOf(response)).toEqual({ code: expect.stringMatching(/^\w{30}$/), state: 'st&te' })
    expect(authenticatedMs(world, ADA.id, CLIENT)).toBe(clock.now())
    expect(authenticatedMs(world, BEN.id, CLIENT)).toBeNull()
  })

  test('keeps the query that the redirect URI has already', async () => {
    const { decide } = await openAuth()
    const response = await decide({ redirect_uri: `${REDIRECT}?x=1` })
    expect(parametersOf(response)).toMatchObject({ x: '1', state: 'st&te' })
  })

  test.each([
    ['nobody', { identity: null }],
    ['somebody unknown', { identity: 'x' }],
    ['no decision', { decision: null }],
  ])('shows the page again for %s', async (_, fields) => {
    const { decide, world } = await openAuth()
    const response = await decide(fields)
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('role="alert"')
    expect(world.tables.codes.size()).toBe(0)
  })

  test('a body that is no form is refused', async () => {
    const { call } = await openAuth()
    const init = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }
    expect((await call('/v2/oauth2/authorize', init)).status).toBe(400)
  })

  test('an optional scope is recorded only when it was ticked, and consents add up', async () => {
    const { decide, world } = await openAuth()
    const paths = () => Array.from(world.tables.consents.values(), ({ path }) => path)
    const data = [TRANSFER_ALL, dataAccessScope(MAPPED)]
    await decide({ scope: TRANSFER_WITH_DATA })
    expect(paths()).toEqual([[TRANSFER_ALL]])
    await decide({ scope: TRANSFER_WITH_DATA, consent: data.join(' ') })
    await decide({ scope: 'openid' })
    await decide({ scope: TRANSFER_WITH_DATA, consent: 'invented path' })
    expect(paths()).toEqual([[TRANSFER_ALL], data, ['openid']])
  })

  test('a dependent scope that is not optional is always recorded', async () => {
    const { decide, world } = await openAuth()
    await decide({ scope: `${TRANSFER_ALL}[${dataAccessScope(MAPPED)}]` })
    expect(Array.from(world.tables.consents.values(), ({ path }) => path)).toContainEqual([
      TRANSFER_ALL,
      dataAccessScope(MAPPED),
    ])
  })

  test('nothing below a scope that was left out is recorded', async () => {
    const { decide, world } = await openAuth()
    const timer = 'https://auth.globus.org/scopes/524230d7-ea86-4a52-8312-86065a9e0417/timer'
    const below = [timer, TRANSFER_ALL, dataAccessScope(MAPPED)]
    await decide({ scope: `${timer}[*${TRANSFER_WITH_DATA}]`, consent: below.join(' ') })
    expect(Array.from(world.tables.consents.values(), ({ path }) => path)).toEqual([[timer]])
  })
})

describe('the other pages', () => {
  test('the page for people without a way back shows the code', async () => {
    const { decide, get } = await openAuth()
    const target = (await decide({ redirect_uri: `${AUTH}/v2/web/auth-code` })).headers.get('location')!
    const page = await (await get(target.slice(AUTH.length))).text()
    expect(page).toContain(`readonly autofocus value="${new URL(target).searchParams.get('code')}"`)
    expect((await get('/v2/web/auth-code?error=access_denied')).status).toBe(400)
  })

  test('the logout page offers the way back, and only to the web', async () => {
    const { get } = await openAuth()
    const back = await get(
      '/v2/web/logout?client=x&redirect_uri=https://app.example/%22&redirect_name=My%20<app>',
    )
    const page = await back.text()
    expect(page).toContain('href="https://app.example/%22"')
    expect(page).toContain('My &lt;app&gt;')
    const hostile = await get('/v2/web/logout?redirect_uri=javascript:alert(1)&redirect_name=Go')
    expect(await hostile.text()).not.toContain('<a ')
  })
})

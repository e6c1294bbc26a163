import { auth, errors, transfer } from '@globus/sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import {
  type Caller,
  collectionId,
  documentOf,
  ended,
  identityId,
  item,
  refusalOf,
  serveTwoDirectories,
  signIn,
  submit,
  type TwoDirectories,
} from './globus'

let server: TwoDirectories

beforeAll(async () => {
  server = await serveTwoDirectories()
})
afterAll(() => server.close())

const { ls, mkdir } = transfer.fileOperations
const listRoot = (id: string, caller: Caller) => ls(id, { query: { path: '/' }, ...caller })

/** What a client is to ask for, from the refusal of a call. */
const requiredScopes = async (answering: Promise<Response>): Promise<string[]> => {
  const answer = await answering
  const document = (await answer.json()) as Record<string, unknown>
  expect(answer.status).toBe(403)
  const required_scopes = document.required_scopes as string[]
  expect(document).toMatchObject({
    code: 'ConsentRequired',
    message: 'Missing required data_access consent',
    authorization_parameters: {
      session_message: 'Missing required data_access consent',
      required_scopes,
    },
    request_id: expect.stringMatching(/^[A-Za-z0-9]{9}$/),
    resource: expect.stringMatching(/^\/v0\.10\//),
  })
  return required_scopes
}

describe('a mapped collection', () => {
  test('asks for a consent, and works once another sign-in has given it', async () => {
    const tutorial = collectionId(server.ready, 'Globus Tutorial Collection 1')
    const before = await signIn(server.ready)
    const scopes = await requiredScopes(listRoot(tutorial, before))
    expect(scopes).toEqual([
      `urn:globus:auth:scope:transfer.api.globus.org:all[*https://auth.globus.org/scopes/${tutorial}/data_access]`,
    ])

    const scope = scopes.join(' ')
    const refused = await signIn(server.ready, { scope, changes: { consent: [] } })
    await requiredScopes(listRoot(tutorial, refused))
    const granted = await signIn(server.ready, { scope })
    expect((await listRoot(tutorial, granted)).status).toBe(200)
    // Consents belong to the person and the application, so the token from before is as good.
    expect((await listRoot(tutorial, before)).status).toBe(200)
    const ben = await signIn(server.ready, { changes: { identity: identityId(server.ready, 'ben') } })
    await requiredScopes(listRoot(tutorial, ben))
  })

  test('asks at every operation, and for both sides of a transfer', async () => {
    const from = collectionId(server.ready, 'Globus Tutorial Collection 2')
    const to = collectionId(server.ready, 'Alder University Scratch')
    const grace = { identity: identityId(server.ready, 'grace') }
    const caller = await signIn(server.ready, { changes: grace })
    const { stat, rename, symlink } = transfer.fileOperations
    const payload = { path: '/~/x', old_path: '/~/x', new_path: '/~/y', symlink_target: 'x' }
    await requiredScopes(stat(from, { query: { path: '/' }, ...caller }))
    for (const operation of [mkdir, rename, symlink])
      await requiredScopes(operation(from, { payload, ...caller }))

    const { value: submission_id } = await documentOf(transfer.taskSubmission.submissionId(caller))
    const deletion = {
      submission_id,
      endpoint: from,
      DATA: [{ DATA_TYPE: 'delete_item' as const, path: '/~/x' }],
    }
    await requiredScopes(transfer.taskSubmission.submitDelete({ payload: deletion, ...caller }))
    const copy = {
      submission_id,
      source_endpoint: from,
      destination_endpoint: to,
      DATA: [item('/home/share/godata/file1.txt', '/~/file1.txt')],
    } as never
    const attempt = () => transfer.taskSubmission.submitTransfer({ payload: copy, ...caller })
    const asked = new Set<string>()
    for (let round = 0; round < 2; round += 1) {
      const [scope] = await requiredScopes(attempt())
      asked.add(scope!)
      await signIn(server.ready, { scope: scope!, changes: grace })
    }
    expect(asked.size).toBe(2)
    expect((await attempt()).ok).toBe(true)
  })

  test('is found and described without', async () => {
    const caller = await signIn(server.ready, { changes: { identity: identityId(server.ready, 'ben') } })
    const fenwick = collectionId(server.ready, 'Fenwick')
    expect((await transfer.endpoint.get(fenwick, caller)).ok).toBe(true)
    expect((await transfer.endpointSearch({ query: { filter_fulltext: 'fenwick' }, ...caller })).ok).toBe(
      true,
    )
    await requiredScopes(listRoot(fenwick, caller))
  })

  test('that is paused says why, and holds tasks back', async () => {
    const cedar = collectionId(server.ready, 'Cedar Tape Archive')
    const [scope] = await requiredScopes(listRoot(cedar, await signIn(server.ready)))
    const caller = await signIn(server.ready, { scope: scope! })
    expect((await listRoot(cedar, caller)).status).toBe(200)
    expect(await refusalOf(mkdir(cedar, { payload: { path: '/~/x' }, ...caller }))).toEqual([
      409,
      'OperationPaused',
    ])
  })

  test('of high assurance has no such scope: a fresh session is enough, until it is old', async () => {
    const northmoor = collectionId(server.ready, 'Northmoor')
    const scope = `urn:globus:auth:scope:transfer.api.globus.org:all[*https://auth.globus.org/scopes/${northmoor}/data_access]`
    await expect(signIn(server.ready, { scope })).rejects.toThrow('answered 400')
    expect((await listRoot(northmoor, await signIn(server.ready))).status).toBe(200)
  })

  test('whose server wants more names it, and lets in whoever brings it', async () => {
    const vault = collectionId(server.ready, 'Embargo Vault')
    const caller = await signIn(server.ready)
    const refused = await listRoot(vault, caller)
    const document = (await refused.json()) as unknown as Record<string, unknown>
    expect([refused.status, document]).toMatchObject([
      502,
      {
        code: 'ExternalError.DirListingFailed.LoginFailed',
        message: expect.stringContaining(`Embargo Vault at Fenwick (protected data) (${vault})`),
        authorization_parameters: {
          session_message: 'Session reauthentication required',
          session_required_identities: [],
          session_required_mfa: true,
          session_required_single_domain: ['fenwick.example.org'],
        },
      },
    ])
    expect(errors.isAuthorizationRequirementsError(document)).toBe(true)

    const parameters = {
      prompt: 'login',
      session_required_mfa: 'true',
      session_required_single_domain: 'fenwick.example.org',
    }
    const linked = server.ready.identities.find(({ username }) => username.startsWith('a.example'))!
    await expect(signIn(server.ready, { parameters })).rejects.toThrow('answered 400')
    const changes = { identity: linked.id }
    await expect(signIn(server.ready, { parameters, changes })).rejects.toThrow('answered 400')
    await signIn(server.ready, { parameters, changes: { ...changes, second_factor: 'yes' } })
    // Ada's own token opens it now: the session is hers, with every identity of hers.
    expect((await listRoot(vault, caller)).status).toBe(200)
  })
})

describe('a token', () => {
  test('opens nothing once it is revoked, nor when it is for another service or made up', async () => {
    const caller = await signIn(server.ready)
    expect((await listRoot(server.leftId, caller)).status).toBe(200)
    await auth.oauth2.token.revoke({ payload: { token: caller.token, client_id: server.ready.client_id } })
    const calls = (headers: Record<string, string>) => [
      ls(server.leftId, { query: { path: '/' }, headers }),
      transfer.task.getAll({ headers }),
      transfer.taskSubmission.submissionId({ headers }),
      transfer.endpoint.get(server.leftId, { headers }),
    ]
    for (const headers of [
      caller.headers,
      {},
      { Authorization: 'Bearer AgMadeUp' },
      { Authorization: `Basic ${caller.token}` },
    ])
      for (const call of calls(headers)) expect(await refusalOf(call)).toEqual([401, 'AuthenticationFailed'])
  })

  test('never lets one person see the tasks of another', async () => {
    const ada = await signIn(server.ready)
    const ben = await signIn(server.ready, { changes: { identity: identityId(server.ready, 'ben') } })
    const taskId = await submit(ada, 'delete', {
      endpoint: server.leftId,
      ignore_missing: true,
      DATA: [{ DATA_TYPE: 'delete_item', path: '/nothing' }],
    })
    await ended(ada, taskId)
    const { get, update, cancel, remove, getEventList, getPauseInfo } = transfer.task
    for (const call of [get, cancel, remove, getEventList, getPauseInfo])
      expect(await refusalOf(call(taskId, ben))).toEqual([404, 'ClientError.NotFound'])
    expect(await refusalOf(update(taskId, { payload: { label: 'mine' }, ...ben }))).toEqual([
      404,
      'ClientError.NotFound',
    ])
    expect((await documentOf(transfer.task.getAll(ben))).DATA).toEqual([])
  })
})

import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { auth, transfer } from '@globus/sdk'
import { calculatePKCECodeChallenge, generateRandomCodeVerifier } from 'oauth4webapi'
import { expect, vi } from 'vitest'

import { TRANSFER_ALL } from '../../src/emulator/auth/scopes'
import { ada } from '../../src/emulator/sample/identities'
import { type ReadyLine, serveEmulator } from '../../src/emulator/server'
import { submitSignIn } from './sign-in'

export const REDIRECT = 'http://127.0.0.1:5173/'

/** Points the official SDK at services that stand elsewhere. */
export function pointSdkAt({ auth, transfer }: Pick<ReadyLine, 'auth' | 'transfer'>) {
  vi.stubEnv('GLOBUS_SDK_SERVICE_URL_AUTH', auth)
  vi.stubEnv('GLOBUS_SDK_SERVICE_URL_TRANSFER', transfer)
}

/** The emulator on loopback over two empty directories of this machine, and a place to look at them. */
export async function serveTwoDirectories(rateBytesPerSecond = 1e9) {
  const directory = await mkdtemp(join(tmpdir(), 'towpath-contract-'))
  const [left, right] = [join(directory, 'left'), join(directory, 'right')]
  await mkdir(left)
  await mkdir(right)
  const server = await serveEmulator({
    dataDirectory: join(directory, 'state'),
    rateBytesPerSecond,
    roots: [
      { name: 'Left', path: left },
      { name: 'Right', path: right },
    ],
    allowedOrigins: [],
    redirectUris: [REDIRECT],
  })
  pointSdkAt(server)
  return {
    ...server,
    left,
    right,
    leftId: collectionId(server.ready, 'Left'),
    rightId: collectionId(server.ready, 'Right'),
    close: async () => {
      vi.unstubAllEnvs()
      await server.close()
      await rm(directory, { recursive: true })
    },
  }
}

export type TwoDirectories = Awaited<ReturnType<typeof serveTwoDirectories>>

export function collectionId(ready: ReadyLine, name: string): string {
  const found = ready.collections.find(({ display_name }) => display_name.startsWith(name))
  if (!found) throw new Error(`There is no collection called ${name}`)
  return found.id
}

export const identityId = (ready: ReadyLine, name: string) =>
  ready.identities.find(({ username }) => username.startsWith(name))!.id

/** Signs in, Ada unless told otherwise, through the HTML form as a browser without script would. */
export async function signIn(
  ready: Pick<ReadyLine, 'auth' | 'client_id'>,
  {
    scope = TRANSFER_ALL,
    parameters = {},
    changes = {},
  }: {
    scope?: string
    /** Of the authorize call, besides the usual ones. */
    parameters?: Record<string, string>
    /** Of the form. */
    changes?: Record<string, string | string[]>
  } = {},
): Promise<{ headers: { Authorization: string }; token: string }> {
  const verifier = generateRandomCodeVerifier()
  const url = new URL(`${ready.auth}/v2/oauth2/authorize`)
  url.search = new URLSearchParams({
    client_id: ready.client_id,
    redirect_uri: REDIRECT,
    response_type: 'code',
    scope,
    state: 'abc',
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...parameters,
  }).toString()
  const code = (await submitSignIn(url, { identity: ada.id, ...changes })).searchParams.get('code')!
  const payload = {
    grant_type: 'authorization_code' as const,
    code,
    client_id: ready.client_id,
    redirect_uri: REDIRECT,
    code_verifier: verifier,
  }
  const tokens: unknown = await (await auth.oauth2.token.exchange({ payload })).json()
  if (!auth.isGlobusAuthTokenResponse(tokens)) throw new Error(`No tokens: ${JSON.stringify(tokens)}`)
  const token = [tokens, ...(tokens.other_tokens ?? [])].find(
    ({ resource_server }) => resource_server === 'transfer.api.globus.org',
  )!.access_token
  return { headers: { Authorization: `Bearer ${token}` }, token }
}

type Answer<T = unknown> = { status: number; ok: boolean; json: () => Promise<T> }

/** The document of an answer that must be of the 200 family. */
export async function documentOf<T>(answering: Promise<Answer<T>>): Promise<T> {
  const answer = await answering
  const document = await answer.json()
  if (!answer.ok) throw new Error(`${answer.status}: ${JSON.stringify(document)}`)
  return document
}

/** Status and code of a refusal, whose document must be whole. */
export async function refusalOf(answering: Promise<Answer>): Promise<[status: number, code: string]> {
  const answer = await answering
  const document = (await answer.json()) as Record<string, unknown>
  expect(document).toMatchObject({
    code: expect.any(String),
    message: expect.any(String),
    request_id: expect.stringMatching(/^[A-Za-z0-9]{9}$/),
    resource: expect.stringMatching(/^\/v0\.10\//),
  })
  return [answer.status, String(document.code)]
}

export type Caller = { headers: { Authorization: string } }

/** Fetches a submission id, submits, and returns the task's id. */
export async function submit(
  caller: Caller,
  kind: 'transfer' | 'delete',
  document: Record<string, unknown>,
): Promise<string> {
  const { value: submission_id } = await documentOf(transfer.taskSubmission.submissionId(caller))
  // The SDK's types know no document that is built up in pieces.
  const payload = { submission_id, ...document } as never
  const { submitTransfer, submitDelete } = transfer.taskSubmission
  const result = await documentOf<{ code: string }>(
    kind === 'transfer' ? submitTransfer({ payload, ...caller }) : submitDelete({ payload, ...caller }),
  )
  return (result as unknown as { task_id: string }).task_id
}

/** The task once it has ended. */
export const ended = (caller: Caller, taskId: string) =>
  vi.waitFor(
    async () => {
      const task = await documentOf(transfer.task.get(taskId, caller))
      if (task.completion_time === null) throw new Error(`The task is ${task.nice_status ?? task.status}`)
      return task
    },
    { timeout: 20_000, interval: 20 },
  )

export const item = (source_path: string, destination_path: string, more: Record<string, unknown> = {}) => ({
  DATA_TYPE: 'transfer_item',
  source_path,
  destination_path,
  ...more,
})

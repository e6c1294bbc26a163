import type { DeleteDocument, TransferDocument } from '../../src/api/wire'
import { openRecords } from '../../src/app/shared/records/open-records'
import type { Auth } from '../../src/auth/auth'
import { storagePrefix } from '../../src/auth/storage-prefix'
import type { Emulator } from '../../src/emulator/emulator'
import { idOf } from './render-app'

type About = { emulator: Emulator; auth: Auth }
type Copy = { label?: string; from?: string; to?: string; source?: string; target?: string; options?: object }

/** Asks Transfer as another program of the person's would. */
export async function askElsewhere({ emulator, auth }: About, method: string, path: string, body?: object) {
  const response = await emulator.fetch(
    new Request(`https://transfer.api.globus.org/v0.10${path}`, {
      method,
      headers: {
        authorization: `Bearer ${auth.session.getToken('transfer.api.globus.org')}`,
        'content-type': 'application/json',
      },
      ...(body && { body: JSON.stringify(body) }),
    }),
  )
  const document = (await response.json()) as Record<string, string>
  if (!response.ok) throw new Error(`Not accepted: ${JSON.stringify(document)}`)
  return document
}

/** A copy of one folder of the beamtime share that somebody started elsewhere; resolves to the task's id. */
export async function startCopy(world: About, about: Copy = {}): Promise<string> {
  const { label = 'nightly', from = '/run-0417/', to = '/incoming/nightly/' } = about
  const ask = (method: string, path: string, body?: object) => askElsewhere(world, method, path, body)
  const { value: submission_id } = await ask('GET', '/submission_id')
  const { task_id } = await ask('POST', '/transfer', {
    DATA_TYPE: 'transfer',
    submission_id,
    label,
    ...about.options,
    source_endpoint: about.source ?? idOf('Beamtime'),
    destination_endpoint: about.target ?? idOf('Lab archive'),
    DATA: [
      {
        DATA_TYPE: 'transfer_item',
        source_path: from,
        destination_path: to,
        recursive: from.endsWith('/'),
      },
    ],
  })
  return task_id!
}

/** Where this browser keeps something for the person who is signed in. */
export const keptKey = ({ auth }: Pick<About, 'auth'>, what: string) =>
  `${storagePrefix(auth.settings)}${what}:${auth.session.store.getState().session?.person.subject}`

/** Lets this browser know what a task was asked, as if it had been started here. */
export async function rememberTask(
  about: Pick<About, 'auth'>,
  taskId: string,
  asked: Omit<TransferDocument, 'submission_id'> | Omit<DeleteDocument, 'submission_id'>,
) {
  const keys = { manifestKey: keptKey(about, 'manifest'), curveKey: keptKey(about, 'curve') }
  const { manifests } = await openRecords(`${storagePrefix(about.auth.settings)}kept`, keys)
  await manifests.keep(taskId, { ...asked, submission_id: '' }, { startedAt: Date.now(), requestId: null })
}

/** Cancels a task as another program of the person's would. */
export const cancelElsewhere = (world: About, taskId: string) =>
  askElsewhere(world, 'POST', `/task/${taskId}/cancel`)

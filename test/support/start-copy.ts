import type { Auth } from '../../src/auth/auth'
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

/** Cancels a task as another program of the person's would. */
export const cancelElsewhere = (world: About, taskId: string) =>
  askElsewhere(world, 'POST', `/task/${taskId}/cancel`)

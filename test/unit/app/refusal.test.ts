import { describe, expect, test } from 'vitest'
import { ApiError } from '../../../src/api/errors'
import { refusalOf } from '../../../src/app/transfer/submit/refusal'
import type { TransferBody } from '../../../src/app/transfer/transfer-body'

const SOURCE = '6c54cade-bde5-45c1-bdea-f4bd71dba2cc'
const DESTINATION = '31ce9ba0-176d-45a5-add3-f37d233ba47d'

const body: TransferBody = {
  DATA_TYPE: 'transfer',
  source_endpoint: SOURCE,
  destination_endpoint: DESTINATION,
  label: 'x',
  encrypt_data: false,
  DATA: [
    { DATA_TYPE: 'transfer_item', source_path: '/out/a', destination_path: '/in/a' },
    { DATA_TYPE: 'transfer_item', source_path: '/out/b/', destination_path: '/in/b/', recursive: true },
  ],
}

const error = (status: number, code: string, message: string, scopes: string[] = []) =>
  new ApiError({
    status,
    code,
    message,
    ...(scopes.length > 0 && { authorizationParameters: { required_scopes: scopes } }),
  })

describe('what of the form a refusal is about', () => {
  const rows: [words: string, error: ApiError, field: string | undefined, at: number | null][] = [
    [
      'a label',
      error(400, 'ClientError.BadRequest', 'label must have at most 128 characters'),
      'label',
      null,
    ],
    ['a deadline', error(400, 'ClientError.BadRequest', 'deadline must be in the future'), 'deadline', null],
    [
      'an item',
      error(400, 'InvalidPath', 'DATA[1].source_path must not contain line breaks'),
      'items',
      10_001,
    ],
    [
      'a rule',
      error(400, 'ClientError.BadRequest', 'filter_rules[0].name is matched against names'),
      'filter_rules',
      0,
    ],
    [
      'an option',
      error(400, 'ClientError.BadRequest', 'encrypt_data must be true or false'),
      'encrypt_data',
      null,
    ],
    [
      'an option, in the middle of the words',
      error(400, 'ClientError.BadRequest', "Invalid value for 'sync_level': label"),
      'sync_level',
      null,
    ],
    [
      'an item, as lists are counted elsewhere',
      error(400, 'ClientError.BadRequest', 'DATA.0.checksum_algorithm: unknown'),
      'items',
      10_000,
    ],
    [
      'no field, for a path that reads like one',
      error(403, 'PermissionDenied', "You do not have permission to read '/label' on x"),
      undefined,
      null,
    ],
    [
      'a collection, not told which',
      error(404, 'EndpointDeleted', 'The collection was deleted'),
      'collections',
      null,
    ],
    [
      'no part of the form, for what only the page writes',
      error(400, 'ClientError.BadRequest', 'submission_id is unknown'),
      undefined,
      null,
    ],
    ['no items', error(400, 'ClientError.BadRequest.NoTransferItems', 'A transfer requires'), 'items', null],
    [
      'a path one may not read',
      error(403, 'PermissionDenied', `You do not have permission to read '/out/b' on x (${SOURCE})`),
      'items',
      10_001,
    ],
    [
      'a collection that is gone',
      error(404, 'EndpointNotFound', `No collection ${DESTINATION}`),
      'destination',
      null,
    ],
    [
      'one that is off',
      error(409, 'GCDisconnectedException', `Personal endpoint x (${SOURCE}) is not connected`),
      'source',
      null,
    ],
    [
      'a consent',
      error(403, 'ConsentRequired', 'Missing', [
        `x[*https://auth.globus.org/scopes/${DESTINATION}/data_access]`,
      ]),
      'destination',
      null,
    ],
    ['nothing of it', error(409, 'ClientError.Conflict', 'You have 100 pending tasks'), undefined, null],
    ['no answer', error(0, 'NetworkError', 'label must be'), undefined, null],
    ['a fault', error(500, 'InternalError', `label must be ${SOURCE}`), undefined, null],
  ]
  test.each(rows)('is found: %s', (_words, thrown, field, at) => {
    const refusal = refusalOf(thrown, body, 10_000)
    expect(refusal?.field).toBe(field)
    expect(refusal?.at ?? null).toBe(at)
  })
})

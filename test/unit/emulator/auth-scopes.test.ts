import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import {
  dataAccessScope,
  knownScope,
  mergeScopes,
  parseScopes,
  type RequestedScope,
  ScopeError,
  scopePaths,
  TRANSFER_ALL,
} from '../../../src/emulator/auth/scopes'
import { GUEST, HIGH_ASSURANCE, MAPPED, openAuth } from './auth-world'

const write = (scopes: readonly RequestedScope[]): string =>
  scopes
    .map(
      ({ name, optional, dependents }) =>
        `${optional ? '*' : ''}${name}${dependents.length > 0 ? `[${write(dependents)}]` : ''}`,
    )
    .join(' ')

/** Null for the circles that the generator draws now and then. */
function mergeOrNull(scopes: RequestedScope[]): RequestedScope[] | null {
  try {
    return mergeScopes(scopes)
  } catch (error) {
    if (error instanceof ScopeError) return null
    throw error
  }
}

describe('the scope grammar', () => {
  test.each([
    ['A', 'A'],
    ['A B', 'A B'],
    ['A[B *C[D]] E', 'A[B *C[D]] E'],
    ['A[B] A[C]', 'A[B C]'],
    ['A[*B] A[B]', 'A[B]'],
    ['A[B[*C]] D[B]', 'A[B[*C]] D[B[*C]]'],
    ['A A', 'A'],
  ])('reads %s as %s', (text, merged) => {
    expect(write(parseScopes(text))).toBe(merged)
  })

  test.each([
    '',
    ' ',
    'A ',
    ' A',
    'A  B',
    'A [B]',
    'A[B',
    'A]',
    'A[]',
    'A[ B]',
    'A[B ]',
    'A[B]C',
    'A[B]*C',
    '* A',
    '**A',
    'A*',
    '[A]',
    'A[B][C]',
    'A[A]',
    'A[B[C[A]]]',
    'A[B] B[A]',
    `${'A['.repeat(5000)}`,
  ])('refuses %j', (text) => {
    expect(() => parseScopes(text)).toThrow(ScopeError)
  })

  test('refuses a short string that would unfold into very many scopes', () => {
    const doubling = Array.from(
      { length: 9 },
      (_, i) => `a${i}[a${i + 1} b${i + 1}] b${i}[a${i + 1} b${i + 1}]`,
    )
    expect(() => parseScopes(doubling.join(' '))).toThrow(/more than/)
  })

  test('merging what was merged changes nothing', () => {
    const scopeOver = (dependents: fc.Arbitrary<RequestedScope[]>) =>
      fc.record({ name: fc.constantFrom('a', 'b', 'c', 'd', 'e'), optional: fc.boolean(), dependents })
    const listOf = (scope: fc.Arbitrary<RequestedScope>) => fc.array(scope, { maxLength: 2 })
    const scope = scopeOver(listOf(scopeOver(listOf(scopeOver(fc.constant([]))))))
    fc.assert(
      fc.property(fc.array(scope, { minLength: 1, maxLength: 3 }), (scopes) => {
        const merged = mergeOrNull(scopes)
        fc.pre(merged !== null)
        expect(mergeScopes(merged)).toEqual(merged)
        expect(parseScopes(write(merged))).toEqual(merged)
      }),
    )
  })

  test('lists every way down, parents first', () => {
    expect(scopePaths(parseScopes('*A[B[*C]] D'))).toEqual([
      { path: ['A'], optional: false },
      { path: ['A', 'B'], optional: false },
      { path: ['A', 'B', 'C'], optional: true },
      { path: ['D'], optional: false },
    ])
  })
})

describe('the scopes that exist', () => {
  test('a collection has data_access only when it is mapped and not high-assurance', async () => {
    const { world } = await openAuth()
    expect(knownScope(world, dataAccessScope(MAPPED))?.resourceServer).toBe(MAPPED)
    expect(knownScope(world, dataAccessScope(HIGH_ASSURANCE))).toBeNull()
    expect(knownScope(world, dataAccessScope(GUEST))).toBeNull()
    expect(knownScope(world, dataAccessScope('dddddddd-0000-4000-8000-000000000009'))).toBeNull()
  })

  test('a collection has https only when it serves HTTPS', async () => {
    const { world } = await openAuth()
    expect(knownScope(world, `https://auth.globus.org/scopes/${GUEST}/https`)?.resourceServer).toBe(GUEST)
    expect(knownScope(world, `https://auth.globus.org/scopes/${MAPPED}/https`)).toBeNull()
  })

  test('Transfer is known and an invented name is not', async () => {
    const { world } = await openAuth()
    expect(knownScope(world, TRANSFER_ALL)?.resourceServer).toBe('transfer.api.globus.org')
    expect(knownScope(world, 'constructor')).toBeNull()
  })

  test.each([
    ['urn:globus:auth:scope:auth.globus.org:manage_projects', 'auth.globus.org'],
    ['urn:globus:auth:scope:transfer.api.globus.org:gcp_install', 'transfer.api.globus.org'],
    ['urn:globus:auth:scope:groups.api.globus.org:all', 'groups.api.globus.org'],
    ['urn:globus:auth:scope:search.api.globus.org:ingest', 'search.api.globus.org'],
    [
      'https://auth.globus.org/scopes/524230d7-ea86-4a52-8312-86065a9e0417/timer',
      '524230d7-ea86-4a52-8312-86065a9e0417',
    ],
    ['https://auth.globus.org/scopes/eec9b274-0c81-4334-bdc2-54e90e689b9a/run_manage', 'flows.globus.org'],
    [
      'https://auth.globus.org/scopes/actions.globus.org/transfer/transfer',
      '5fac2e64-c734-4e6b-90ea-ff12ddbf9653',
    ],
  ])('%s belongs to its service', async (scope, server) => {
    const { world } = await openAuth()
    expect(knownScope(world, scope)?.resourceServer).toBe(server)
  })

  test('an endpoint has a scope for its manager, and a collection has none', async () => {
    const { world } = await openAuth()
    const mapped = world.tables.collections.get(MAPPED)!
    const id = 'aaaaaaaa-0000-4000-8000-000000000004'
    const document = { ...mapped.document, id, entity_type: 'GCSv5_endpoint' as const }
    world.tables.collections.put(id, { ...mapped, id, document })
    const manager = (owner: string) => `urn:globus:auth:scope:${owner}:manage_collections`
    expect(knownScope(world, manager(id))?.resourceServer).toBe(id)
    expect(knownScope(world, manager(MAPPED))).toBeNull()
    expect(knownScope(world, manager('dddddddd-0000-4000-8000-000000000009'))).toBeNull()
  })
})

import { describe, expect, it } from 'vitest'
import type { FileDocument } from '../../../src/api/wire'
import { deleteDocument, planDelete } from '../../../src/app/files/delete-plan'

const COLLECTION = { id: '6c54cade-bde5-45c1-bdea-f4bd71dba2cc', display_name: 'Archive' }
const file = (name: string, size = 1): FileDocument => ({ name, type: 'file', size })
const folder = (name: string): FileDocument => ({ name, type: 'dir' })
const plan = (...entries: FileDocument[]) => {
  const planned = planDelete(COLLECTION, '/data/', entries)
  if ('problem' in planned) throw new Error(planned.problem)
  return planned
}

describe('a deletion', () => {
  it('of files needs no word; of a folder its name; of several their number', () => {
    expect(plan(file('a'), file('b'))).toMatchObject({ word: null, files: 2, folders: 0, fileBytes: 2 })
    expect(plan(file('a'), folder('old runs')).word).toBe('old runs')
    expect(plan(folder('x'), folder('y'), file('a')).word).toBe('2 folders')
    expect(plan(folder('a\u202eb')).word).toContain('U+202E')
  })

  it('is sent by full paths, never as patterns, recursively only for folders', () => {
    expect(deleteDocument(plan(file('*.tif'), folder('run')))).toMatchObject({
      DATA_TYPE: 'delete',
      endpoint: COLLECTION.id,
      recursive: true,
      interpret_globs: false,
      label: 'Delete *.tif and 1 more',
      DATA: [{ path: '/data/*.tif' }, { path: '/data/run/' }],
    })
    expect(deleteDocument(plan(file('a'))).recursive).toBe(false)
  })

  it('has a label that Globus accepts, however long the name', () => {
    const { label } = deleteDocument(plan(file('x'.repeat(500)), file('y')))
    expect(label!.length).toBeLessThanOrEqual(128)
    expect(label).toMatch(/^Delete x+… and 1 more$/)
  })

  it.each([
    ['nothing', [], /Select what to delete/],
    ['a line break', [file('a\nb')], /cannot delete/],
    ['a name no storage has', [file('..')], /cannot delete/],
    ['too many', Array.from({ length: 10_001 }, (_, index) => file(`${index}`)), /too many/],
  ])('is refused for %s', (_what, entries, words) => {
    expect(planDelete(COLLECTION, '/data/', entries)).toEqual({ problem: expect.stringMatching(words) })
  })
})

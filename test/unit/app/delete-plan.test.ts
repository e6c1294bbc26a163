import { describe, expect, it } from 'vitest'
import type { FileDocument } from '../../../src/api/wire'
import { deleteDocument, describeDeletion, planDelete } from '../../../src/app/files/delete-plan'
import { missingWords } from '../../../src/app/files/missing-words'

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

  it('of links takes the links alone, which needs no word and no slash', () => {
    const linked = { ...folder('latest'), link_target: 'run-7' }
    const broken: FileDocument = { name: 'tape', type: 'invalid_symlink', link_target: '../gone' }
    const links = plan(linked, broken)
    expect(links).toMatchObject({ word: null, files: 0, folders: 0, links: 2 })
    expect(describeDeletion(links)).toBe('2 links')
    expect(deleteDocument(links).DATA).toMatchObject([{ path: '/data/latest' }, { path: '/data/tape' }])
    expect(describeDeletion(plan(folder('run'), linked, file('a')))).toBe('1 folder, 1 file and 1 link')
    expect(plan(folder('run'), linked).word).toBe('run')
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

describe('what is to be deleted once more and is not listed', () => {
  it.each([
    [2, 2, false, undefined],
    [2, 1, false, '1 of 2 items is no longer there'],
    [2, 0, false, 'Nothing of it is there any more'],
    // Of a folder with more names than Globus lists nothing is known to be gone.
    [3, 1, true, '2 of 3 items are not listed'],
    [3, 0, true, 'Nothing of it is among the names that are listed'],
    [3, 3, true, undefined],
  ])('of %i items with %i in the folder, of which a part is listed: %s', (asked, found, isPart, title) => {
    expect(missingWords(asked, found, isPart)?.title).toBe(title)
  })
})

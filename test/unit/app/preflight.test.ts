import { expect, test } from 'vitest'
import { emptyDraft, withItems } from '../../../src/app/shared/draft/draft'
import { stateOf } from '../../../src/app/transfer/preflight/finding'
import { missingFindings } from '../../../src/app/transfer/preflight/missing-findings'

const ids = (findings: { id: string }[]) => findings.map(({ id }) => id)
const aFile = { source_path: '/data/a.txt', kind: 'file', lands: null, size: 3 } as const

test('an empty draft lacks items and a collection to go to', () => {
  expect(ids(missingFindings(emptyDraft()))).toEqual(['nothing-selected', 'no-destination'])
})

test('a folder to land in is asked for, unless every item says its full place itself', () => {
  const draft = { ...emptyDraft(), source: 'a', destination: 'b' }
  expect(ids(missingFindings(withItems(draft, [aFile])))).toEqual(['no-folder'])
  expect(missingFindings(withItems(draft, [{ ...aFile, lands: '/x/a.txt' }]))).toEqual([])
  expect(missingFindings(withItems({ ...draft, folder: '/x/' }, [aFile]))).toEqual([])
})

test('what blocks blocks even while something else is still being checked', () => {
  expect(stateOf([])).toBe('clear')
  expect(stateOf([{ tone: 'fine' }, { tone: 'warns' }])).toBe('warned')
  expect(stateOf([{ tone: 'warns' }, { tone: 'checking' }])).toBe('checking')
  expect(stateOf([{ tone: 'checking' }, { tone: 'blocks' }])).toBe('blocked')
})

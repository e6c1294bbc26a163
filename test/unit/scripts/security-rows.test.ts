import { expect, test } from 'vitest'
import { problemsOf, rowsNamedIn } from '../../../scripts/security-rows.mjs'

const namedBy = (title: string, how = 'test') => rowsNamedIn(`${how}("${title}", async () => {})`)

test.each<[title: string, rows: string[]]>([
  ['a copy becomes one task (G1)', ['G1']],
  ['an answer is refused (A4, A5)', ['A4', 'A5']],
  ['A4, A5: is refused the second time', ['A4', 'A5']],
  ['H1 H2 H3: hostile names are shown', ['H1', 'H2', 'H3']],
  ['has words of its own, and A6: does not alarm', ['A6']],
  // Keys.
  ['F2 writes a name anew', []],
  ['copies (with F5) and moves', []],
  ['Shift+F5: shows the builder', []],
])('“%s” names %j', (title, rows) => {
  expect(namedBy(title)).toEqual(rows)
})

test('a group, the rows of a table and a skipped test are told apart', () => {
  expect(namedBy('who may call (I3)', 'describe')).toEqual(['I3'])
  expect(namedBy('%s is refused (I3)', 'test.each([["x"], ["y"]])')).toEqual(['I3'])
  expect(namedBy('who may call (I3)', 'test.skip')).toEqual([])
})

test('what SECURITY.md says and what the tests name must fit together', () => {
  const document = [
    '- **A1** (proved) One thing.',
    '- **A2** (partly: sessions) Another.',
    '- **A4** (open: popup) A third.',
    '- **B1** (refused) For this reason.',
    '- **B2** A row without a state.',
    '- **B2** (finished) A row with one that does not exist.',
  ].join('\n')
  expect(problemsOf(document, new Set(['A1', 'A4', 'C7']))).toEqual([
    'B2 has no state: (proved), (partly: …), (open: …) or (refused).',
    'B2 has no state: (proved), (partly: …), (open: …) or (refused).',
    'B2 stands there twice.',
    'A3 is missing from SECURITY.md.',
    'A2 is said to be partly, and no test names it.',
    'C7 is named by a test and is no row of SECURITY.md.',
  ])
})

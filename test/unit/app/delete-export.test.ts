import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { type DeleteBody, deleteScript } from '../../../src/app/shared/code/delete-export'
import { wholeText } from '../../../src/app/shared/code/export'
import { jsonExport } from '../../../src/app/shared/code/json-export'

const body = (...paths: string[]): DeleteBody => ({
  DATA_TYPE: 'delete',
  endpoint: '8d2b9d9e-3c1f-4f7b-b0b2-51f0a1c2d3e4',
  label: "it's $(old)",
  recursive: true,
  ignore_missing: true,
  DATA: paths.map((path) => ({ DATA_TYPE: 'delete_item', path })),
})

test('H6: a shell hands the Globus CLI what was asked to be deleted, whatever the names are', () => {
  const script = deleteScript(body("/it's/*", '/$HOME `x`', '/EOF', '/-rf'))
  if ('reason' in script) throw new Error(script.reason)
  const stub = `globus() { printf '%s\\n' "$@"; cat; }\n${wholeText(script)}`
  const { stdout } = spawnSync('bash', ['-c', stub], { encoding: 'utf8' })
  expect(stdout.split('\n')).toEqual([
    'delete',
    '--recursive',
    '--ignore-missing',
    "--label=it's $(old)",
    '--batch=-',
    '--',
    '8d2b9d9e-3c1f-4f7b-b0b2-51f0a1c2d3e4',
    `-- '/it'\\''s/*'`,
    "-- '/$HOME `x`'",
    "-- '/EOF'",
    "-- '/-rf'",
    '',
  ])
})

test('H7: what no line of a batch can hold is refused, and the document can say it', () => {
  const asked = body('/two\nlines')
  expect(deleteScript(asked)).toEqual({ reason: 'Its path has a line break.', path: '/two\nlines' })
  const document = jsonExport([asked], 'delete.json')
  expect(document.name).toBe('delete.json')
  expect(JSON.parse(wholeText(document))).toEqual(asked)
})

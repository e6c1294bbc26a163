import { expect, it } from 'vitest'
import { symbolicMode } from '../../../src/app/files/mode'

it.each([
  ['0644', false, '-rw-r--r--'],
  ['0755', true, 'drwxr-xr-x'],
  ['000', false, '----------'],
  ['2770', true, 'drwxrwx---'],
  ['rw', false, 'rw'],
  ['0888', false, '0888'],
])('%s of a folder (%s) reads %s', (octal, isFolder, words) => {
  expect(symbolicMode(octal, isFolder)).toBe(words)
})

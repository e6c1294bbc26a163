import { describe, expect, it } from 'vitest'
import { isKey, shownKey, editsText } from '../../../src/components/keys'

const press = (
  key: string,
  held: { ctrlKey?: boolean; metaKey?: boolean; altKey?: boolean; shiftKey?: boolean } = {},
) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})

describe('isKey', () => {
  it.each([
    ['F5', press('F5'), true],
    ['F5', press('F5', { ctrlKey: true }), false],
    ['Shift+F6', press('F6', { shiftKey: true }), true],
    ['F6', press('F6', { shiftKey: true }), false],
    ['Ctrl+K', press('k', { ctrlKey: true }), true],
    ['Ctrl+K', press('k', { metaKey: true }), true],
    ['Ctrl+K', press('k'), false],
    ['Alt+ArrowLeft', press('ArrowLeft', { altKey: true }), true],
    ['?', press('?', { shiftKey: true }), true],
    ['+', press('+', { shiftKey: true }), true],
    ['+', press('+'), true],
    ['*', press('*', { shiftKey: true }), true],
    ['-', press('-', { altKey: true }), false],
  ])('%s and the press of %o', (written, event, expected) => {
    expect(isKey(event, written)).toBe(expected)
  })
})

describe('editsText', () => {
  it.each([
    ['/', true],
    ['+', true],
    ['?', true],
    ['F2', false],
    ['Ctrl+L', false],
    ['Backspace', true],
    ['Delete', true],
    ['Alt+ArrowLeft', true],
    ['Ctrl+K', false],
  ])('%s: %s', (written, expected) => expect(editsText(written)).toBe(expected))
})

describe('shownKey', () => {
  it.each([
    ['Ctrl+K', false, 'Ctrl K'],
    ['Ctrl+K', true, '⌘ K'],
    ['Alt+ArrowLeft', false, 'Alt ←'],
    ['+', false, '+'],
    ['F5', true, 'F5'],
  ])('%s on a Mac %s: %s', (written, isMac, expected) => expect(shownKey(written, isMac)).toBe(expected))
})

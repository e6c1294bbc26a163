import { array, assert, constantFrom, oneof, property, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { capped, safeLink } from '../../../src/app/shared/safe-link'

describe('H4: addresses from elsewhere', () => {
  test.each([
    ['https://alder.example.edu/storage#cleaning', 'alder.example.edu'],
    ['http://alder.example.edu', 'alder.example.edu'],
    ['HTTPS://Alder.example.edu:8443/?q=a@b', 'alder.example.edu:8443'],
    // Letters that look like others show their true form.
    ['https://аpple.example/', 'xn--pple-43d.example'],
  ])('%j opens and names its host', (text, host) => expect(safeLink(text)?.host).toBe(host))

  test.each([
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox(1)',
    'file:///etc/passwd',
    'blob:https://globus.org/1',
    '\u0001javascript:alert(1)',
    '\u0000https://globus.org',
    ' https://globus.org',
    '\thttps://globus.org',
    'https://globus.org/\u202Egpj.exe',
    'https://globus.org@evil.example/',
    'https://globus.org:secret@evil.example/',
    'https://@evil.example/',
    'https:\\\\evil.example',
    'https://evil.example\\@globus.org',
    'https:evil.example',
    'https:///evil.example',
    '//evil.example',
    'www.alder.example.edu',
    'https://',
    'https://globus.org:99999/',
    `https://globus.org/${'a'.repeat(3000)}`,
    '',
    null,
    undefined,
  ])('%j is text and nothing else', (text) => expect(safeLink(text)).toBeNull())

  test('nothing opens but http and https without a user, whatever is written', () => {
    const piece = constantFrom(
      'http',
      's',
      ':',
      '/',
      '//',
      '\\',
      '@',
      'javascript:',
      'a.b',
      '\t',
      '?',
      '#',
      '\u0001',
    )
    assert(
      property(
        oneof(
          string(),
          array(piece).map((pieces) => pieces.join('')),
        ),
        (text) => {
          const link = safeLink(text)
          if (link === null) return
          const url = new URL(link.href)
          expect(url.protocol).toMatch(/^https?:$/)
          expect(url.username + url.password).toBe('')
          expect(url.host).toBe(link.host)
          expect(text.toLowerCase().startsWith('http')).toBe(true)
        },
      ),
    )
  })
})

test('long words of others are cut between characters', () => {
  expect(capped('short', 5)).toBe('short')
  expect(capped('🌊🌊🌊', 2)).toBe('🌊🌊…')
})

import { describe, expect, test } from 'vitest'

import { TransferError } from '../../../src/emulator/http'
import { sampleCollections } from '../../../src/emulator/sample/collections'
import { ada } from '../../../src/emulator/sample/identities'
import { resolvePath } from '../../../src/emulator/transfer/paths'
import { idOf } from './sample-world'

const collection = (name: string) => sampleCollections.find(({ id }) => id === idOf(name))!

describe('a path of a request', () => {
  const cases: [collection: string, path: string, wirePath: string, treePath: string][] = [
    ['Alder University Scratch', '/', '/', '/'],
    ['Alder University Scratch', '/~/', '/~', '/home/ada'],
    ['Alder University Scratch', '/~', '/~', '/home/ada'],
    ['Alder University Scratch', '~', '/~', '/home/ada'],
    ['Alder University Scratch', '~/', '/~', '/home/ada'],
    ['Alder University Scratch', '~/x', '/~/x', '/home/ada/x'],
    ['Alder University Scratch', '/~/x/y/', '/~/x/y', '/home/ada/x/y'],
    ['Alder University Scratch', 'x/y', '/~/x/y', '/home/ada/x/y'],
    ['Alder University Scratch', '~x', '/~/~x', '/home/ada/~x'],
    ['Alder University Scratch', '/home//ben///', '/home/ben', '/home/ben'],
    ['Alder University Scratch', '/home/~/x', '/home/~/x', '/home/~/x'],
    ['Alder University Scratch', '/%2e%2e', '/%2e%2e', '/%2e%2e'],
    ['Alder University Scratch', '/ a ', '/ a ', '/ a '],
    ['Alder University Scratch', '/cafe\u0301', '/cafe\u0301', '/cafe\u0301'],
    ['Lab archive', '/~/incoming/', '/~/incoming', '/incoming'],
    ['Lab archive', 'incoming', '/~/incoming', '/incoming'],
    ['ada-laptop', '/~/Desktop', '/~/Desktop', '/Users/ada/Desktop'],
  ]
  test.each(cases)('on %s %j is %j, that is %j', (name, path, wirePath, treePath) => {
    expect(resolvePath(collection(name), ada, path)).toEqual({ wirePath, treePath })
  })

  test.each([
    '',
    '/a\nb',
    '/a\rb',
    '/a\0b',
    '/..',
    '/../etc',
    '/a/./b',
    '..',
    '~/..',
    '/a\\b',
    '/..\\etc',
    '/\udc00',
  ])('I4: %j is not one', (path) => {
    const resolve = () => resolvePath(collection('Alder'), ada, path)
    expect(resolve).toThrow(TransferError)
    expect(resolve).toThrow(expect.objectContaining({ status: 400, code: 'InvalidPath' }))
  })
})

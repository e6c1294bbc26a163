import { array, assert, asyncProperty, constantFrom, integer } from 'fast-check'
import { expect, test } from 'vitest'
import { toApiError } from '../../../src/api/errors'
import { findNearestFolder } from '../../../src/app/files/nearest-folder'
import { parentPath } from '../../../src/app/shared/file-path'
import { aListing } from './a-listing'

const gone = toApiError(404, { code: 'ClientError.NotFound' })
const closed = toApiError(502, { code: 'ExternalError.DirListingFailed.PermissionDenied' })
const offline = toApiError(502, { code: 'ExternalError.DirListingFailed.GCDisconnected' })

const search = async (path: string, answers: (folder: string) => unknown, signal?: AbortSignal) => {
  const asked: string[] = []
  const found = findNearestFolder(
    { path, above: parentPath(path, null), error: gone },
    async (folder) => {
      asked.push(folder)
      const error = answers(folder)
      if (error) throw error
      return aListing(folder, [])
    },
    signal ?? new AbortController().signal,
  )
  return { asked, found: await found.catch((error: unknown) => ({ rejected: error })) }
}

test('asks each level once, from below, and ends at the first that opens', () =>
  assert(
    asyncProperty(
      array(constantFrom('a', 'b c', '__proto__', '~x'), { minLength: 1, maxLength: 8 }),
      integer({ min: 0, max: 7 }),
      constantFrom(gone, closed),
      async (names, depth, error) => {
        const folders = names.map((_, index) => `/${names.slice(0, index).join('/')}${index > 0 ? '/' : ''}`)
        const open = Math.min(depth, names.length - 1)
        const { asked, found } = await search(`/${names.join('/')}/`, (folder) =>
          folder.length > folders[open]!.length ? error : null,
        )
        expect(asked).toEqual(folders.slice(open).toReversed())
        expect(found).toMatchObject({ path: folders[open] })
        // What stands in the way is right below it.
        expect(found).toMatchObject({ missing: `${folders[open]}${names[open]}/` })
      },
    ),
  ))

test('says when there is none', async () => {
  expect((await search('/a/b/', () => gone)).found).toBeNull()
  expect((await search('/', () => gone)).asked).toEqual([])
})

test('does not go on asking a collection that is not there any more', async () => {
  const { asked, found } = await search('/a/b/c/', () => offline)
  expect(asked).toEqual(['/a/b/'])
  expect(found).toEqual({ rejected: offline })
})

test('ends with whoever went elsewhere', async () => {
  const controller = new AbortController()
  const { asked, found } = await search(
    '/a/b/c/',
    () => {
      controller.abort()
      return gone
    },
    controller.signal,
  )
  expect(asked).toEqual(['/a/b/'])
  expect(found).toMatchObject({ rejected: { name: 'AbortError' } })
})

import { gzipSync } from 'node:zlib'

const BLOCK = 512

/**
 * A compressed archive whose bytes depend on nothing but its entries: sorted, with one time, one owner and one mode.
 *
 * @param {readonly { path: string, content: Uint8Array }[]} entries
 * @param {number} seconds the time of every entry, in seconds since 1970
 */
export function deterministicArchive(entries, seconds) {
  const sorted = [...entries].sort((a, b) => (a.path < b.path ? -1 : 1))
  const blocks = sorted.flatMap(({ path, content }) => [
    header(path, content.length, seconds),
    content,
    Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK),
  ])
  const archive = gzipSync(Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]), { level: 9 })
  // The byte that names the operating system it was made on.
  archive[9] = 255
  return archive
}

/** https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13_06 (ustar) */
function header(path, size, seconds) {
  // A longer one would have to be split over two fields.
  if (Buffer.byteLength(path) > 100) throw new Error(`The name ${path} is too long for the archive`)
  const block = Buffer.alloc(BLOCK)
  const octal = (value, length, at) => block.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at)
  block.write(path, 0)
  octal(0o644, 8, 100)
  octal(0, 8, 108)
  octal(0, 8, 116)
  octal(size, 12, 124)
  octal(seconds, 12, 136)
  block.write('        ', 148)
  block.write('0', 156)
  block.write('ustar\x0000', 257)
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return block
}

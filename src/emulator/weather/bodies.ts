import type { Clock } from '../clock'
import { ConnectionDropped } from './connection-dropped'

/** The answer with another body of bytes, and its length as the service states it. */
export function withBody(
  response: Response,
  body: ReadableStream<Uint8Array<ArrayBuffer>> | Uint8Array<ArrayBuffer>,
  length: number,
): Response {
  const { status, headers } = response
  const changed = new Response(body, { status, headers })
  changed.headers.set('content-length', String(length))
  return changed
}

/** Some bytes, and then the connection breaks. */
export function breakingStream(bytes: Uint8Array<ArrayBuffer>) {
  let isTold = bytes.length === 0
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull: (controller) => {
        if (isTold) return controller.error(new ConnectionDropped())
        isTold = true
        controller.enqueue(bytes)
      },
    },
    // Nothing is fetched ahead: an error would throw away what waits to be read.
    { highWaterMark: 0 },
  )
}

const PIECES_PER_SECOND = 5

/** The bytes, a few at a time. */
export function slowStream(bytes: Uint8Array<ArrayBuffer>, bytesPerSecond: number, clock: Clock) {
  const length = Math.max(1, Math.floor(bytesPerSecond / PIECES_PER_SECOND))
  const left = new AbortController()
  let at = 0
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull: async (controller) => {
        const piece = bytes.subarray(at, at + length)
        await clock.sleep((piece.length / bytesPerSecond) * 1000, left.signal)
        if (left.signal.aborted) return
        at += piece.length
        if (piece.length > 0) controller.enqueue(piece)
        if (at >= bytes.length) controller.close()
      },
      cancel: () => left.abort(),
    },
    { highWaterMark: 0 },
  )
}

/** What stands between the service and the world says when it gets no answer: a page for people. */
export const gatewayPage = (status: number, title: string, headers: Record<string, string> = {}) =>
  new Response(
    `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`,
    { status, headers: { 'content-type': 'text/html', ...headers } },
  )

import type { HostMistake, PageMessage } from '../shared/host'
import { type HostMessage, readHostMessage } from './protocol'

/** Checklist E5: characters that a message may have as JSON. */
const MOST_CHARACTERS = 64_000
const DEEPEST = 6
/** Messages that may come at once, and how many more each second allows. */
const AT_ONCE = 20
const PER_SECOND = 5

const WORDS: Record<HostMistake, string> = {
  malformed: 'This message is not what the protocol says',
  version: 'This message is not of version 1 of the protocol',
  unknown: 'The protocol knows no such message',
  'too-big': 'A message may have 64,000 characters, and nothing but plain JSON',
  'too-many': 'Too many messages at once',
  'not-here': 'A picker takes no such message',
}

type Received = { message: HostMessage } | { answer: Extract<PageMessage, { type: 'error' }> } | null

/**
 * What comes through the port: checked, limited and counted. What is wrong is answered, so that whoever writes the page
 * around this one sees why nothing happens; what comes too fast is answered once and then only counted (null).
 */
export function createInbox() {
  let left = AT_ONCE
  let lastMs = -Infinity
  let ignored = 0
  let isFlooded = false

  const refuse = (code: HostMistake, at = ''): Received => {
    ignored += 1
    const message = at === '' ? `${WORDS[code]}.` : `${WORDS[code]}, at “${at.slice(0, 100)}”.`
    return { answer: { type: 'error', code, message, ignored } }
  }

  return {
    refuse,
    receive: (data: unknown, nowMs: number): Received => {
      left = Math.min(AT_ONCE, left + Math.max(0, (nowMs - lastMs) / 1_000) * PER_SECOND)
      lastMs = nowMs
      if (left < 1) {
        if (isFlooded) {
          ignored += 1
          return null
        }
        isFlooded = true
        return refuse('too-many')
      }
      left -= 1
      isFlooded = false
      if (!isSmallJson(data)) return refuse('too-big')
      const read = readHostMessage(data)
      return 'message' in read ? read : refuse(read.mistake, read.at)
    },
  }
}

/** Whether a value is what JSON can say, within the limits. It is walked with a budget: whatever comes, little is done. */
export function isSmallJson(data: unknown, most = MOST_CHARACTERS): boolean {
  let left = most
  const waiting: { value: unknown; depth: number }[] = [{ value: data, depth: 0 }]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, depth } = next
    left -= 2
    if (typeof value === 'string') left -= value.length
    else if (typeof value === 'number') left -= 8
    else if (typeof value === 'object' && value !== null) {
      if (depth === DEEPEST || !isPlain(value)) return false
      // As many as there is room for, and no list of all of them.
      for (const name in value) {
        if (!Object.hasOwn(value, name)) continue
        left -= name.length + 3
        if (left < 0) return false
        waiting.push({ value: (value as Record<string, unknown>)[name], depth: depth + 1 })
      }
    } else if (value !== null && value !== undefined && typeof value !== 'boolean') return false
    if (left < 0) return false
  }
  return true
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null || Array.isArray(value)
}

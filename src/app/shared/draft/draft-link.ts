import { visibleText } from '../../../components/visible-name'
import { isUuid } from '../../paths'
import { toLocalInput } from '../deadline'
import { barePath, readTypedPath } from '../file-path'
import { MAX_LABEL } from '../label'
import {
  CHECKSUM_ALGORITHMS,
  type Draft,
  type DraftOptions,
  type DraftRule,
  emptyDraft,
  type ItemKind,
  type NewItem,
  withItems,
} from './draft'
import { FLAGS, SYNC_LEVELS } from './draft-search'
import { kindByPath, pathOfKind, readItemLanding, readItemPath } from './item-path'
import { ownName } from './landing'

/*
 * Reads what `draft-search.ts` writes, and Globus's own names for the two places (`origin_id`, `origin_path`,
 * `destination_id`, `destination_path`).
 */

const SYMLINKS = ['ignore', 'keep', 'copy'] as const
const KINDS: readonly ItemKind[] = ['file', 'folder', 'link', 'unknown']

/** What a link says. It fills the form and nothing else (checklist H8). */
export type DraftLink = {
  draft: Draft
  /** A sentence for everything that could not be taken. */
  problems: string[]
  /** The link asks that what is extra at the destination be deleted: that is off until somebody says so. */
  mirror: boolean
}

/** Reads a link; whatever is wrong with one part leaves the others as they are. Never throws. */
export function readDraftLink(search: URLSearchParams, defaults: DraftOptions): DraftLink {
  const reader = new LinkReader(defaults)
  for (const [name, value] of search) reader.read(name, value)
  return reader.result()
}

class LinkReader {
  readonly #problems: string[] = []
  readonly #items: NewItem[] = []
  readonly #draft: Draft
  readonly #options: DraftOptions
  #rules: DraftRule[] | null = null
  /** A folder that the link is about, if it names no items of its own. */
  #originPath: string | null = null
  /** Parameters after one that could not be taken belong to nothing. */
  #item: NewItem | null = null
  /** Where it lands, as it was written: what that means depends on its kind. */
  #as: string | null = null

  constructor(defaults: DraftOptions) {
    this.#draft = { ...emptyDraft(), origin: 'link' }
    this.#options = { ...defaults }
  }

  read(name: string, value: string) {
    const problem = this.#take(name, value)
    if (problem !== null) this.#problems.push(`${visibleText(name)}: ${problem}`)
  }

  result(): DraftLink {
    const options = this.#options
    const mirror = options.delete_destination_extra
    const origin = this.#originPath
    // A home folder or a root is where somebody looked, not what they want to move.
    if (this.#items.length === 0 && origin !== null && ownName(origin) !== '')
      this.#items.push({ source_path: origin, kind: kindByPath(origin), lands: null, size: null })
    const draft = withItems(
      {
        ...this.#draft,
        options: {
          ...options,
          delete_destination_extra: false,
          ...(this.#rules ? { filter_rules: this.#rules } : {}),
        },
      },
      this.#items,
    )
    return { draft, problems: this.#problems, mirror }
  }

  /** A problem as a sentence, or null. */
  #take(name: string, value: string): string | null {
    const draft = this.#draft
    const options = this.#options
    switch (name) {
      case 'source':
      case 'origin_id':
        return this.#collection(value, (id) => (draft.source = id))
      case 'destination':
      case 'destination_id':
        return this.#collection(value, (id) => (draft.destination = id))
      case 'folder':
      case 'destination_path':
        return this.#path(value, (path) => (draft.folder = path))
      case 'origin_path':
        return this.#path(value, (path) => {
          this.#originPath = value.endsWith('/') ? path : barePath(path)
        })
      case 'landing':
        return oneOf(value, ['into', 'as'], (landing) => (draft.landing = landing))
      case 'item':
        return this.#startItem(value)
      case 'as':
      case 'kind':
      case 'size':
      case 'checksum':
      case 'algorithm':
        return this.#changeItem(name, value)
      case 'label':
        options.label = value.slice(0, MAX_LABEL)
        return value.length > MAX_LABEL ? `Only the first ${MAX_LABEL} characters were taken.` : null
      case 'sync_level':
        return this.#syncLevel(value)
      case 'recursive_symlinks':
        return oneOf(value, SYMLINKS, (symlinks) => (options.recursive_symlinks = symlinks))
      case 'checksum_algorithm':
        return oneOf(value, ['', ...CHECKSUM_ALGORITHMS], (one) => (options.checksum_algorithm = one))
      case 'source_local_user':
      case 'destination_local_user':
        options[name] = value
        return null
      case 'deadline':
        return this.#deadline(value)
      case 'rule':
        return this.#rule(value)
      case 'two_pane':
        // Of Globus's own page; here it means nothing, and nothing is lost with it.
        return null
      default:
        return this.#flag(name, value)
    }
  }

  #flag(name: string, value: string): string | null {
    const flag = FLAGS.find((one) => one === name)
    if (!flag) return 'This page knows no such parameter. It was left out.'
    if (!/^(1|0|true|false)$/.test(value)) return `${shown(value)} is neither 1 nor 0.`
    this.#options[flag] = value === '1' || value === 'true'
    return null
  }

  #collection(value: string, set: (id: string) => void): string | null {
    if (!isUuid(value)) return `${shown(value)} is no collection id.`
    set(value.toLowerCase())
    return null
  }

  #path(value: string, set: (path: string) => void): string | null {
    const read = readTypedPath(value)
    if ('problem' in read) return `${read.problem} ${linkHas(value)}`
    set(read.path)
    return null
  }

  #startItem(path: string): string | null {
    this.#item = null
    this.#as = null
    const read = readItemPath(path)
    if ('problem' in read) return `${read.problem} ${linkHas(path)}`
    this.#item = { source_path: read.path, kind: kindByPath(read.path), lands: null, size: null }
    this.#items.push(this.#item)
    return null
  }

  #changeItem(name: 'as' | 'kind' | 'size' | 'checksum' | 'algorithm', value: string): string | null {
    const item = this.#item
    if (!item) return `${shown(value)} stands after no item that could be taken.`
    switch (name) {
      case 'as':
        return this.#land(item, value)
      case 'kind':
        return this.#changeKind(item, value)
      case 'size':
        if (!/^\d{1,15}$/.test(value)) return `${shown(value)} is no number of bytes.`
        item.size = Number(value)
        return null
      case 'checksum':
        if (!/^[0-9a-f]+$/i.test(value)) return `${shown(value)} is no checksum in hexadecimal digits.`
        item.external_checksum = value
        return null
      case 'algorithm':
        return oneOf(value, CHECKSUM_ALGORITHMS, (one) => (item.checksum_algorithm = one))
    }
  }

  #land(item: NewItem, written: string): string | null {
    const read = readItemLanding(written, item)
    if ('problem' in read) return `${read.problem} ${linkHas(written)}`
    this.#as = written
    item.lands = read.path
    return null
  }

  #changeKind(item: NewItem, value: string): string | null {
    const kind = KINDS.find((one) => one === value)
    if (!kind) return noneOf(value, KINDS)
    const placed = pathOfKind(item.source_path, kind)
    if ('problem' in placed) return `${placed.problem} ${linkHas(value)}`
    item.kind = kind
    item.source_path = placed.path
    return this.#as === null ? null : this.#land(item, this.#as)
  }

  #syncLevel(value: string): string | null {
    const words = ['none', ...SYNC_LEVELS]
    const at = /^[0-3]$/.test(value) ? Number(value) : words.indexOf(value) - 1
    if (at < -1) return noneOf(value, words)
    this.#options.sync_level = at === -1 ? null : (at as 0 | 1 | 2 | 3)
    return null
  }

  #deadline(value: string): string | null {
    const time = new Date(value)
    if (!/^\d{4}-\d\d-\d\dT/.test(value) || Number.isNaN(time.getTime()))
      return `${shown(value)} is no time such as 2031-05-06T07:08:00Z.`
    this.#options.deadline = toLocalInput(time.getTime())
    return null
  }

  #rule(value: string): string | null {
    this.#rules ??= []
    if (value === 'none') return null
    const [, method, type, name] = /^(include|exclude):(file|dir|any):([^]+)$/.exec(value) ?? []
    if (!name) return `${shown(value)} is no rule such as exclude:file:*.tmp.`
    this.#rules.push({
      // The pattern above takes nothing else.
      method: method as DraftRule['method'],
      type: type === 'any' ? null : (type as DraftRule['type']),
      name,
    })
    return null
  }
}

function oneOf<One extends string>(
  value: string,
  known: readonly One[],
  set: (one: One) => void,
): string | null {
  const found = known.find((one) => one === value)
  if (found === undefined) return noneOf(value, known)
  set(found)
  return null
}

const noneOf = (value: string, known: readonly string[]) =>
  `${shown(value)} is none of ${known.filter((one) => one !== '').join(', ')}.`

const linkHas = (value: string) =>
  value === '' ? 'The link has nothing there.' : `The link has ${shown(value)}.`

/** What somebody else wrote, as a part of a sentence. */
const shown = (value: string) => (value === '' ? 'An empty text' : `“${visibleText(value.slice(0, 200))}”`)

import * as v from 'valibot'
import { describeIssue } from '../../shared/describe-issue'
import type { DraftOptions } from '../../shared/draft/draft'
import { type CommonOptions, optionsSchema } from '../../shared/draft/option-schema'
import { parseKept } from '../../shared/kept'

/** Options under a name that somebody gave them. */
export type Preset = { name: string; options: CommonOptions }

export const LONGEST_NAME = 60
/** As many as a list can show and still be one. */
const MOST = 100
/** Characters of a file of presets; far more than a hundred of them need. */
export const LONGEST_FILE = 1_000_000

const preset = v.strictObject(
  {
    name: v.pipe(
      v.string('must be a text'),
      v.nonEmpty('is empty'),
      v.maxLength(LONGEST_NAME, `must have ${LONGEST_NAME} characters at most`),
      v.regex(/^[^\r\n]*$/, 'cannot contain a line break'),
    ),
    options: optionsSchema,
  },
  'must be an object with "name" and "options"',
)

const fileSchema = v.strictObject(
  {
    towpath: v.literal('presets', 'must be "presets"'),
    version: v.literal(1, 'must be 1: the file is of a version that this page does not know'),
    presets: v.pipe(
      v.array(preset, 'must be a list'),
      v.maxLength(MOST, `must have ${MOST} presets at most`),
    ),
  },
  'must be an object with "towpath", "version" and "presets"',
)

/** What a preset takes of the options: all but what belongs to one transfer. */
export function presetOptions(options: DraftOptions): CommonOptions {
  const {
    label: _label,
    deadline: _deadline,
    source_local_user: _source,
    destination_local_user: _destination,
    filter_rules,
    ...common
  } = options
  return { ...common, filter_rules: filter_rules.filter(({ name }) => name !== '') }
}

/** What was kept; what somebody spoilt, or an older page wrote otherwise, is left out. */
export function readPresets(text: string | null): Preset[] {
  const stored = parseKept(text)
  if (!Array.isArray(stored)) return []
  const presets = stored.flatMap((one: unknown) => {
    const read = v.safeParse(preset, one)
    return read.success ? read.output : []
  })
  return byName(presets).slice(0, MOST)
}

/** The presets with others, which replace those of the same name. */
export const withPresets = (presets: readonly Preset[], added: readonly Preset[]): Preset[] =>
  byName([...presets, ...added])

/** Each name once, as it was said last; in the order of the names. */
const byName = (presets: readonly Preset[]) =>
  Array.from(new Map(presets.map((one) => [one.name, one])).values()).toSorted((a, b) =>
    a.name.localeCompare(b.name, 'en', { numeric: true }),
  )

/** A file of presets. */
export const writePresetFile = (presets: readonly Preset[]) =>
  `${JSON.stringify({ towpath: 'presets', version: 1, presets }, null, 2)}\n`

/** Reads a file of presets, or says in sentences what is wrong with it. */
export function readPresetFile(text: string): { presets: Preset[] } | { problems: string[] } {
  if (text.length > LONGEST_FILE) return { problems: [`The file has more than ${LONGEST_FILE} characters.`] }
  let document: unknown
  try {
    // Some editors put a mark at the beginning that JSON does not know.
    document = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return { problems: ['The file is not JSON.'] }
  }
  const read = v.safeParse(fileSchema, document, { abortPipeEarly: true })
  return read.success
    ? { presets: read.output.presets }
    : { problems: read.issues.map((issue) => describeIssue(issue)) }
}

import * as v from 'valibot'

const part = v.object({
  /** Of the document without its submission id; under it the id is found that nobody answered yet. */
  digest: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  items: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** The task it became. */
  task: v.nullable(v.string()),
})

const leg = v.object({
  /** When it was decided, in milliseconds since 1970. */
  startedAt: v.number(),
  parts: v.pipe(v.array(part), v.minLength(1)),
})

/** What somebody decided at once and is sent in one part or several. */
export type Leg = v.InferOutput<typeof leg>

/** What was sent of a draft: enough to go on after a reload, and never to send anything twice. */
export const runSchema = v.object({
  ...leg.entries,
  /** Whether the originals are to be deleted once it is proven that all has arrived. */
  move: v.boolean(),
  /** The deletion of the files that were proven, and of the folders that were left empty. */
  files: v.optional(v.nullable(leg), null),
  folders: v.optional(v.nullable(leg), null),
})

/** With the transfer itself as its first leg. */
export type Run = v.InferOutput<typeof runSchema>

export type LegName = 'transfer' | 'files' | 'folders'

export const legOf = (run: Run, name: LegName): Leg | null => (name === 'transfer' ? run : run[name])

/** The run with a leg; null takes the leg of a move away again. */
export const withLeg = (run: Run, name: LegName, leg: Leg | null): Run =>
  name === 'transfer' ? { ...run, ...leg } : { ...run, [name]: leg }

export const isAllAccepted = ({ parts }: Pick<Leg, 'parts'>) => parts.every(({ task }) => task !== null)

/** Whether nothing of it waits any more: neither for Globus nor, in a move, for the word about the originals. */
export const isFinished = ({ parts, move, files, folders }: Run) =>
  isAllAccepted({ parts }) &&
  (!move || (files !== null && isAllAccepted(files))) &&
  (folders === null || isAllAccepted(folders))

/** The next part that no task is known of; -1 when there is none. */
export const nextPart = ({ parts }: Leg) => parts.findIndex(({ task }) => task === null)

/** The leg with one more of its parts accepted. */
export const withTask = (leg: Leg, index: number, task: string): Leg => ({
  startedAt: leg.startedAt,
  parts: leg.parts.map((part, at) => (at === index ? { ...part, task } : part)),
})

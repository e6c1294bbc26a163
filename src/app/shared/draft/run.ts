import * as v from 'valibot'

const part = v.object({
  /** Of the document without its submission id; under it the id is found that nobody answered yet. */
  digest: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  items: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** The task it became. */
  task: v.nullable(v.string()),
})

/** What was sent of a draft, in one part or several: enough to go on after a reload, and never to send one twice. */
export const runSchema = v.object({
  /** When it was decided, in milliseconds since 1970. */
  startedAt: v.number(),
  parts: v.pipe(v.array(part), v.minLength(1)),
  /** Whether the originals are to be deleted once it is proven that all has arrived. */
  move: v.boolean(),
})

export type Run = v.InferOutput<typeof runSchema>

export const isAllAccepted = ({ parts }: Run) => parts.every(({ task }) => task !== null)

/** The run with one more of its parts accepted. */
export const withTask = (run: Run, index: number, task: string): Run => ({
  ...run,
  parts: run.parts.map((part, at) => (at === index ? { ...part, task } : part)),
})

import { mayHaveHappened } from '../../api/errors'

const unclear = new WeakSet<Error>()

/** Notes that what was asked for may have been done although this came back. */
export const noteUnclear = (error: unknown) => {
  if (error instanceof Error) unclear.add(error)
}

/** Whether what ended so may have been done all the same: nobody may say that it failed (checklist G7). */
export const isUnclearError = (error: unknown) => error instanceof Error && unclear.has(error)

/** Waits for a write that is sent once, and notes it where nobody answered. */
export const orUnclear = <Result>(write: Promise<Result>): Promise<Result> =>
  write.catch((error: unknown) => {
    if (mayHaveHappened(error)) noteUnclear(error)
    throw error
  })

/** What is said of it, in the place of what did not happen. */
export const UNCLEAR = 'Nobody knows yet whether Globus accepted this'

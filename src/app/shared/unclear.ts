const unclear = new WeakSet<Error>()

/** Notes that what was submitted may have been accepted although this came back. */
export const noteUnclear = (error: unknown) => {
  if (error instanceof Error) unclear.add(error)
}

/** Whether a submission that ended so may have been accepted all the same: nobody may say that it failed (checklist G7). */
export const isUnclearSubmission = (error: unknown) => error instanceof Error && unclear.has(error)

/** What is said of such a submission, in the place of what did not happen. */
export const UNCLEAR = 'Nobody knows yet whether Globus accepted this'

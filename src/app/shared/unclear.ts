const unclear = new WeakSet<Error>()

/** Notes that what was submitted may have been accepted although this came back. */
export const noteUnclear = (error: unknown) => {
  if (error instanceof Error) unclear.add(error)
}

/** Whether a submission that ended so may have been accepted all the same: nobody may say that it failed (checklist G7). */
export const isUnclearSubmission = (error: unknown) => error instanceof Error && unclear.has(error)

/** What became of a submission: `refused`, or that nobody knows. */
export const outcomeWords = (error: unknown, refused: string) =>
  isUnclearSubmission(error) ? 'Nobody knows yet whether Globus accepted this' : refused

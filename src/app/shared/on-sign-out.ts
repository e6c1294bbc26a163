const resets = new Set<() => void>()

/** Stores that hold what belongs to the person register here, when they are made, how they are emptied. */
export const onSignOut = (reset: () => void) => {
  resets.add(reset)
}

/** Checklist A19, A20: nobody finds what the person before them left. */
export function forgetPerson() {
  for (const reset of resets) reset()
}

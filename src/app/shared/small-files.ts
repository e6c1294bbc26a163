export type Counted = { files: number; bytes: number }

const MANY_FILES = 10_000
const SMALL_BYTES = 1_000_000

/** So many small files that a transfer spends its time on them one by one instead of on their bytes. */
export const areManySmall = ({ files, bytes }: Counted) => files > MANY_FILES && bytes / files < SMALL_BYTES

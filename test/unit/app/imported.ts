import { checkRows, type Mapping, NO_MAPPING } from '../../../src/app/transfer/lists/check-rows'
import { formatOf, type ListFormat, readList } from '../../../src/app/transfer/lists/read-list'

/** A text as the import takes it: items, and what was refused in the order of the rows. */
export async function imported(
  text: string,
  about: { name?: string; format?: ListFormat; mapping?: Mapping } = {},
) {
  const { rows, refused, sides } = await readList(text, about.format ?? formatOf(text, about.name ?? null))
  const checked = await checkRows(rows, about.mapping ?? NO_MAPPING, [])
  return { ...checked, sides, refused: [...refused, ...checked.refused].sort((a, b) => a.row - b.row) }
}

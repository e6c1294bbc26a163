/** Why a form of code cannot say what the form says. */
export type Refusal = {
  reason: string
  /** The item that it is about, where it is about one. */
  path?: string
}

/** A file, or a text to copy. Lines are made when they are asked for: a basket may hold 100,000 items. */
export type CodeFile = {
  name: string
  type: string
  lines: () => Iterable<string>
}

/** Everything, as it is copied and kept. */
export const wholeText = ({ lines }: Pick<CodeFile, 'lines'>) => `${Array.from(lines()).join('\n')}\n`

/** The first lines, and whether there are more. */
export function firstLines(
  { lines }: Pick<CodeFile, 'lines'>,
  most: number,
): { lines: string[]; more: boolean } {
  const first: string[] = []
  for (const line of lines()) {
    if (first.length === most) return { lines: first, more: true }
    first.push(line)
  }
  return { lines: first, more: false }
}

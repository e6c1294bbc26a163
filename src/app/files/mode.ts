const BITS = ['r', 'w', 'x'] as const

/** `0644` as people read it: `-rw-r--r--`. Anything that is no mode stays as it is. */
export function symbolicMode(octal: string, isFolder: boolean): string {
  const digits = /^[0-7]?([0-7]{3})$/.exec(octal)?.[1]
  if (!digits) return octal
  const rights = Array.from(digits, (digit) =>
    BITS.map((bit, at) => (Number(digit) & (4 >> at) ? bit : '-')).join(''),
  )
  return (isFolder ? 'd' : '-') + rights.join('')
}

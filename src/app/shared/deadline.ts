/** What `<input type="datetime-local">` writes, in the person's own time zone. */
export function toLocalInput(ms: number): string {
  const date = new Date(ms)
  const two = (part: number) => String(part).padStart(2, '0')
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`
}

/** Why a transfer cannot end by then; null when it can, and for no deadline at all. */
export function deadlineProblem(written: string, nowMs: number): string | null {
  if (written === '') return null
  const ms = Date.parse(written)
  if (Number.isNaN(ms)) return 'This is not a date and time.'
  return ms <= nowMs ? 'This time has passed. Choose a later one.' : null
}

/** The person's own time zone at a time, by name and distance from UTC: `Europe/Brussels, UTC+1`. */
export function zoneWords(written: string, nowMs: number): string {
  const ms = Date.parse(written)
  return zoneWordsOf([Number.isNaN(ms) ? nowMs : ms])
}

/** The same at several times, oldest first: `Europe/Brussels, UTC+2, later UTC+1` where the clocks were changed in between. */
export function zoneWordsOf(times: readonly number[]): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'shortOffset' })
  const offsetAt = (ms: number) =>
    format
      .formatToParts(ms)
      .find(({ type }) => type === 'timeZoneName')
      ?.value.replace('GMT', 'UTC') ?? 'UTC'
  const offsets = new Set(times.map(offsetAt))
  return timeZone === 'UTC' ? timeZone : `${timeZone}, ${Array.from(offsets).join(', later ')}`
}

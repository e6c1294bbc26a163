/** How numbers and times are written: SI units after a thin space, dates in the person's own time zone. */

// No line ends between a number and its unit.
const THIN_SPACE = '\u202f'
const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB']

/** `1.26 GB`: three significant digits, decimal units, as Globus itself counts. */
export function formatBytes(bytes: number): string {
  let unit = 0
  let value = bytes
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000
    unit += 1
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2
  return `${value.toFixed(digits)}${THIN_SPACE}${UNITS[unit]}`
}

export const formatRate = (bytesPerSecond: number) => `${formatBytes(bytesPerSecond)}/s`

const COUNT = new Intl.NumberFormat('en')
/** `12,345`. */
export const formatCount = (count: number) => COUNT.format(count)

/** `1 file`, `2 files`; pass the plural where adding an s will not do. */
export const plural = (count: number, one: string, many = `${one}s`) =>
  `${formatCount(count)} ${count === 1 ? one : many}`

const DATE_TIME = new Intl.DateTimeFormat('en', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})
/** `20 Nov 2026 17:48` in the person's time zone; a dash for no time at all. Every month has three letters. */
export function formatDateTime(ms: number): string {
  if (ms === 0) return '—'
  const parts = Object.fromEntries(DATE_TIME.formatToParts(ms).map(({ type, value }) => [type, value]))
  return `${parts.day} ${parts.month} ${parts.year} ${parts.hour}:${parts.minute}`
}

const ZONED = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'long' })
/** The same to the second and with the zone named, for a tooltip or a detail. */
export const formatZonedDateTime = (ms: number) => (ms === 0 ? '—' : ZONED.format(ms))

const TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
/** `17:48`. */
export const formatTime = (ms: number) => TIME.format(ms)

const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })
/** `17:48:02`. */
export const formatClock = (ms: number) => CLOCK.format(ms)

const ZONED_CLOCK = new Intl.DateTimeFormat('en-GB', { timeStyle: 'long' })
/** The same with the zone named, where no date stands beside it: `17:48:02 CET`. */
export const formatZonedClock = (ms: number) => ZONED_CLOCK.format(ms)

const ZONE = new Intl.DateTimeFormat('en-GB', { timeZoneName: 'short' })
/** The person's time zone at a time, as short as it has a name: `CET`, `GMT+2`. */
export const zoneName = (ms: number = Date.now()) =>
  ZONE.formatToParts(ms).find(({ type }) => type === 'timeZoneName')?.value ?? 'local time'

/** Above a narrow column of times of any year: `CET/CEST`, `GMT-5/-4` where the clocks are changed. */
export function zoneNames(): string {
  const year = new Date().getFullYear()
  const [winter, summer] = [0, 6].map((month) => zoneName(new Date(year, month).getTime())) as [
    string,
    string,
  ]
  return winter === summer ? winter : `${winter}/${summer.replace(/^GMT(?=.)/, '')}`
}

/** `45 s`, `3 min 11 s`, `1 h 57 min`, `2 d 3 h`: the two largest units that matter. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  const parts = [
    [Math.floor(whole / 86_400), 'd'],
    [Math.floor((whole % 86_400) / 3600), 'h'],
    [Math.floor((whole % 3600) / 60), 'min'],
    [whole % 60, 's'],
  ] as const
  const first = parts.findIndex(([value]) => value > 0)
  if (first === -1) return `0${THIN_SPACE}s`
  return parts
    .slice(first, first + 2)
    .filter(([value]) => value > 0)
    .map(([value, unit]) => `${value}${THIN_SPACE}${unit}`)
    .join(' ')
}

/** The same with a capital letter first. */
export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

import { serviceNow } from '../shared/service-clock'

const TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })
const DAY_AND_YEAR = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
const ZONE = new Intl.DateTimeFormat('en-GB', { timeZoneName: 'short' })

/** `today 06:12`, `yesterday 22:40`, `18 Nov 16:20`, `18 Nov 2025`, in the person's time zone. */
export function formatWhen(ms: number, nowMs: number = serviceNow()): string {
  const days = dayNumber(nowMs) - dayNumber(ms)
  if (days === 0) return `today ${TIME.format(ms)}`
  if (days === 1) return `yesterday ${TIME.format(ms)}`
  const sameYear = new Date(ms).getFullYear() === new Date(nowMs).getFullYear()
  return sameYear ? `${DAY.format(ms)} ${TIME.format(ms)}` : DAY_AND_YEAR.format(ms)
}

/** `18 Nov 2025`. */
export const formatDay = (ms: number): string => DAY_AND_YEAR.format(ms)

/** Calendar days, not spans of 24 hours: at one in the morning, eleven in the evening was yesterday. */
function dayNumber(ms: number): number {
  const date = new Date(ms)
  return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000)
}

/** The person's time zone, as short as it has a name: `CET`, `GMT+2`. */
export const zoneName = (ms: number = Date.now()) =>
  ZONE.formatToParts(ms).find(({ type }) => type === 'timeZoneName')?.value ?? 'local time'

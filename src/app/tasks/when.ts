import { formatClock, formatTime } from '../../components/format'
import { serviceNow } from '../shared/service-clock'

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })
const DAY_AND_YEAR = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })

/** `today 06:12`, `yesterday 22:40`, `18 Nov 16:20`, `18 Nov 2025`, in the person's time zone. */
export function formatWhen(ms: number, nowMs: number = serviceNow()): string {
  const { day, isThisYear } = dayOf(ms, nowMs)
  return isThisYear ? `${day} ${formatTime(ms)}` : day
}

/** Moments closer together than this would all be told the same without seconds. */
const SHORT_MS = 600_000

/** Tells moments of a time that is so long: `today 06:12:40` within a few minutes. */
export const whenWithin =
  (spanMs: number) =>
  (ms: number, nowMs: number = serviceNow()): string =>
    spanMs < SHORT_MS ? `${dayOf(ms, nowMs).day} ${formatClock(ms)}` : formatWhen(ms, nowMs)

/** `today`, `yesterday`, `18 Nov`, and with its year, `18 Nov 2025`, in another one. */
function dayOf(ms: number, nowMs: number): { day: string; isThisYear: boolean } {
  const days = dayNumber(nowMs) - dayNumber(ms)
  if (days === 0) return { day: 'today', isThisYear: true }
  if (days === 1) return { day: 'yesterday', isThisYear: true }
  const isThisYear = new Date(ms).getFullYear() === new Date(nowMs).getFullYear()
  return { day: (isThisYear ? DAY : DAY_AND_YEAR).format(ms), isThisYear }
}

/** `18 Nov 2025`. */
export const formatDay = (ms: number): string => DAY_AND_YEAR.format(ms)

/** `17:48:02`, and the day before it where that is not today. */
export function formatMoment(ms: number, nowMs: number = serviceNow()): { day: string; time: string } {
  const days = dayNumber(nowMs) - dayNumber(ms)
  const isOld = new Date(ms).getFullYear() !== new Date(nowMs).getFullYear()
  return { day: days === 0 ? '' : (isOld ? DAY_AND_YEAR : DAY).format(ms), time: formatClock(ms) }
}

/** The same in one line, where `besideMs` has told the day already. */
export function formatMomentBeside(ms: number, besideMs: number): string {
  const { day, time } = formatMoment(ms, besideMs)
  return day === '' ? time : `${day} ${time}`
}

/** Calendar days, not spans of 24 hours: at one in the morning, eleven in the evening was yesterday. */
function dayNumber(ms: number): number {
  const date = new Date(ms)
  return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000)
}

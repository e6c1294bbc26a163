import { type Ref, useImperativeHandle, useRef } from 'react'

/** What the curve is drawn with: it changes too often to be compared by React first. */
export type SparklineHandle = {
  /** `values`: oldest first. Fewer than there is room for stand at the right, so that the curve moves as time does. */
  draw: (values: readonly number[]) => void
}

type SparklineProps = {
  ref: Ref<SparklineHandle>
  /** How many values there is room for. */
  capacity: number
  className?: string
}

const WIDTH = 100
const HEIGHT = 20

/** A small curve without axes; decoration beside a number that says the same. Empty until it is drawn. */
export function Sparkline({ ref, capacity, className = '' }: SparklineProps) {
  const area = useRef<SVGPolygonElement>(null)
  const line = useRef<SVGPolylineElement>(null)
  const drawn = useRef('')
  useImperativeHandle(
    ref,
    () => ({
      draw: (values) => {
        const points = curvePoints(values, capacity)
        if (points === drawn.current) return
        drawn.current = points
        const [left] = points.split(',', 1)
        line.current?.setAttribute('points', points)
        area.current?.setAttribute('points', points && `${left},${HEIGHT} ${points} ${WIDTH},${HEIGHT}`)
      },
    }),
    [capacity],
  )
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className={`block overflow-visible ${className}`}
    >
      <polygon ref={area} className="fill-accent-soft" />
      <polyline
        ref={line}
        className="fill-none stroke-accent"
        strokeWidth={1.5}
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  )
}

/** `0,12.5 3.4,8 …`; nothing while there are too few for a line. */
function curvePoints(values: readonly number[], capacity: number): string {
  const shown = values.slice(-capacity)
  if (shown.length < 2) return ''
  const top = Math.max(...shown, 1)
  const step = WIDTH / (capacity - 1)
  const left = WIDTH - (shown.length - 1) * step
  // A line on the very edge would be cut in half.
  return shown
    .map((value, index) => `${tenths(left + index * step)},${tenths(1 + (HEIGHT - 2) * (1 - value / top))}`)
    .join(' ')
}

const tenths = (value: number) => Math.round(value * 10) / 10

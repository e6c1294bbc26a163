type SparklineProps = {
  /** Oldest first. */
  values: readonly number[]
  /** How many fit; fewer stand at the right, so that the curve moves as time does. */
  capacity: number
  className?: string
}

const WIDTH = 100
const HEIGHT = 20

/** A small curve without axes; decoration beside a number that says the same. */
export function Sparkline({ values, capacity, className = '' }: SparklineProps) {
  const shown = values.slice(-capacity)
  if (shown.length < 2) return null
  const top = Math.max(...shown, 1)
  const step = WIDTH / (capacity - 1)
  const left = WIDTH - (shown.length - 1) * step
  // A line on the very edge would be cut in half.
  const points = shown.map((value, index) => `${left + index * step},${1 + (HEIGHT - 2) * (1 - value / top)}`)
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className={`block overflow-visible ${className}`}
    >
      <polygon
        points={`${left},${HEIGHT} ${points.join(' ')} ${WIDTH},${HEIGHT}`}
        className="fill-accent-soft"
      />
      <polyline
        points={points.join(' ')}
        className="fill-none stroke-accent"
        strokeWidth={1.5}
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  )
}

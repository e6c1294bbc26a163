type ProgressBarProps = {
  /** What moves, for screen readers. */
  label: string
  /** 0 to 1; null while the end is not known yet. */
  fraction: number | null
  tone?: 'accent' | 'warn' | 'quiet'
  className?: string
}

const FILLS = { accent: 'bg-accent', warn: 'bg-warn', quiet: 'bg-edge' }

/** Moves because data moved: no animation of its own, and no invented percentage while the end is unknown. */
export function ProgressBar({ label, fraction, tone = 'accent', className = '' }: ProgressBarProps) {
  const percent = fraction === null ? null : Math.round(Math.min(1, Math.max(0, fraction)) * 100)
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent ?? undefined}
      aria-valuetext={percent === null ? 'Not known yet' : `${percent} %`}
      className={`h-1.5 overflow-hidden rounded-full bg-line-soft ${className}`}
    >
      {percent === null ? (
        <div className={`mx-auto h-full w-1/3 animate-breathe rounded-full ${FILLS[tone]}`} />
      ) : (
        <div className={`h-full rounded-full ${FILLS[tone]}`} style={{ width: `${percent}%` }} />
      )}
    </div>
  )
}

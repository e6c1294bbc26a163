/** The mark: a path along water. */
export function Brand({ large = false }: { large?: boolean }) {
  const size = large ? 28 : 20
  return (
    <span className={`inline-flex items-center gap-2 font-semibold ${large ? 'text-xl' : 'text-lg'}`}>
      <svg
        aria-hidden
        width={size}
        height={size}
        viewBox="0 0 20 20"
        fill="none"
        strokeWidth={2}
        strokeLinecap="round"
      >
        <path d="M1.5 6.5h17" className="stroke-ink" />
        <path d="M1.5 13c2.8-2.2 5.7-2.2 8.5 0s5.7 2.2 8.5 0" className="stroke-accent" />
      </svg>
      {/* On a phone the bar has room for the ways through the page only. */}
      <span className={large ? '' : 'max-sm:sr-only'}>Towpath</span>
    </span>
  )
}

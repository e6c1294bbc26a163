type LandsFieldProps = {
  label: string
  text: string
  /** The sentence about what is wrong with the text; null when nothing is. */
  problemId: string | null
  onText: (text: string) => void
  /** The field is left: what it holds is meant, or it is not; by a key, or for something else. */
  onEnd: (keep: boolean, byKey: boolean) => void
}

/** Where an item lands while it is written anew. Enter and leaving the field keep it, Escape does not. */
export function LandsField({ label, text, problemId, onText, onEnd }: LandsFieldProps) {
  return (
    <input
      // The person has just asked to write here.
      // oxlint-disable-next-line jsx-a11y/no-autofocus
      autoFocus
      aria-label={label}
      aria-invalid={problemId !== null}
      aria-describedby={problemId ?? undefined}
      value={text}
      spellCheck={false}
      autoComplete="off"
      onFocus={({ target }) => target.select()}
      onChange={({ target }) => onText(target.value)}
      // The row and the list around it have keys and clicks of their own.
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Enter' && problemId === null) onEnd(true, true)
        else if (event.key === 'Escape') onEnd(false, true)
      }}
      onBlur={() => onEnd(true, false)}
      className="h-6 w-full min-w-0 rounded-sm border border-accent bg-panel px-1 font-mono text-sm outline-none aria-invalid:border-bad pointer-coarse:h-10"
    />
  )
}

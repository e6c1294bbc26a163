import type { Ref } from 'react'

type TypedWordProps = {
  word: string
  typed: string
  onType: (typed: string) => void
  ref?: Ref<HTMLInputElement>
}

/** A word that has to be typed before something is deleted. */
export const TypedWord = ({ word, typed, onType, ref }: TypedWordProps) => (
  <label className="flex flex-col gap-1">
    <span className="text-ink-2">
      Type <b className="font-semibold text-ink">{word}</b> to go on
    </span>
    <input
      ref={ref}
      value={typed}
      spellCheck={false}
      autoComplete="off"
      onChange={({ target }) => onType(target.value)}
      className="h-8.5 rounded-md border border-edge bg-panel px-2.5 outline-none focus:border-accent focus:outline-2 focus:outline-accent pointer-coarse:h-11"
    />
  </label>
)

import { memo, useMemo } from 'react'
import { FileName } from '../../../components/FileName'
import { type CodeFile, firstLines } from './export'

/** Lines that are shown; copying and keeping take all of them. */
const SHOWN = 200

/** Code to read, with what cannot be seen in a name made visible (checklist H1). */
export function CodeLines({ label, file }: { label: string; file: CodeFile }) {
  const { lines, more } = useMemo(() => firstLines(file, SHOWN), [file])
  return (
    <>
      <pre
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, which the keyboard must be able to do too
        tabIndex={0}
        role="region"
        aria-label={label}
        className="max-h-96 overflow-auto rounded-md bg-sunk p-3 font-mono text-sm [font-variant-ligatures:none]"
      >
        {lines.map((line, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- lines of code have no other identity and never move
          <Line key={index} line={line} />
        ))}
      </pre>
      {more && (
        <p className="text-sm text-ink-2">These are the first {SHOWN} lines. Copy and Download take all.</p>
      )}
    </>
  )
}

/** Of 200 lines a letter of the label changes one. */
const Line = memo(function Line({ line }: { line: string }) {
  const text = line.trimStart()
  return (
    <div>
      {line.slice(0, line.length - text.length)}
      {text === '' ? '\n' : <FileName name={text} dir="ltr" className="whitespace-pre" />}
    </div>
  )
})

import { type ReactNode, useId, useState } from 'react'
import { Button } from '../../../components/Button'
import { formatBytes, plural } from '../../../components/format'
import { Notice } from '../../../components/Notice'
import { DeliberateButton } from '../../shared/DeliberateButton'
import { ErrorNotice } from '../../shared/ErrorNotice'
import { NamesList } from '../../shared/NamesList'
import { TypedWord } from '../../shared/TypedWord'
import type { Proof } from './prove'
import type { Move } from './use-move'

type ProveStepProps = { move: Move; end: ReactNode }

/** Looks on both sides for every file that was copied, and then asks for the word that deletes the originals. */
export function ProveStep({ move, end }: ProveStepProps) {
  const { prove, progress } = move
  const proof = prove.data?.proof
  if (prove.isPending)
    return (
      <div className="flex flex-wrap items-center gap-3">
        <p role="status">{progress}</p>
        <Button onClick={move.stop}>Stop</Button>
      </div>
    )
  if (proof?.kind === 'proven') return <Confirm proof={proof} move={move} end={end} />
  return (
    <>
      {prove.error && !isAborted(prove.error) && (
        <ErrorNotice error={prove.error} doing="Nothing was deleted" />
      )}
      {proof?.kind === 'odd' && (
        <Notice live tone="bad" title="Not everything can be proven, so nothing is deleted">
          <ul className="ml-4 list-disc">
            {proof.odd.map((problem) => (
              <li key={problem} className="break-words">
                {problem}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {!proof && (
        <p>
          The copy is done. Now every file that Globus lists as copied is looked up at both places, with its
          size. Then you are shown what would be deleted.
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button look="primary" onClick={() => prove.mutate()}>
          {proof ? 'Look again' : 'Prove the copy'}
        </Button>
        {end}
      </div>
    </>
  )
}

const isAborted = (error: Error) => error.name === 'AbortError'

type ConfirmProps = ProveStepProps & { proof: Extract<Proof, { kind: 'proven' }> }

function Confirm({ proof: { files, bytes, folders }, move, end }: ConfirmProps) {
  const [typed, setTyped] = useState('')
  const formId = useId()
  const word = plural(files.length, 'file')
  return (
    <form id={formId} onSubmit={(event) => event.preventDefault()} className="flex flex-col gap-2">
      <Notice live tone="ok" title={`${word} proven to be at the destination`}>
        Each is at both places with the size it was copied with ({formatBytes(bytes)} in all), and Globus
        compared their checksums.
      </Notice>
      <p className="font-semibold">Deleted at the source, for good:</p>
      <NamesList
        label="What is deleted at the source"
        names={files.map(({ source }) => ({ name: source }))}
      />
      {folders.length > 0 && (
        <p className="text-ink-2">
          {plural(folders.length, 'folder')} held {files.length === 1 ? 'it' : 'them'}. You are asked again
          about those that are empty then.
        </p>
      )}
      <TypedWord word={word} typed={typed} onType={setTyped} />
      <div className="flex flex-wrap gap-2">
        <DeliberateButton
          look="danger"
          type="submit"
          disabled={typed.trim() !== word}
          onPress={move.deleteFiles}
        >
          Delete {word} at the source
        </DeliberateButton>
        {end}
      </div>
    </form>
  )
}

import { Trash2 } from 'lucide-react'
import { type FormEvent, useRef, useState } from 'react'
import { Button } from '../../../components/Button'
import { Dialog } from '../../../components/Dialog'
import { FIELD } from '../../../components/field'
import { FileName } from '../../../components/FileName'
import { plural } from '../../../components/format'
import { IconButton } from '../../../components/IconButton'
import { notify } from '../../../components/toasts'
import { visibleText } from '../../../components/visible-name'
import { downloadText } from '../../shared/download'
import { USUAL_OPTIONS, withOptions } from '../../shared/draft/draft'
import { changeDraft, newDraft, useDraft } from '../../shared/draft/draft-store'
import {
  LONGEST_FILE,
  LONGEST_NAME,
  type Preset,
  presetOptions,
  readPresetFile,
  writePresetFile,
} from './presets'
import { usePresets } from './use-presets'

/** Options under names: taken, kept, handed on as a file and taken from one. */
export function PresetsDialog({ onClose }: { onClose: () => void }) {
  const { presets, save, remove } = usePresets()
  const [name, setName] = useState('')
  const [problems, setProblems] = useState<readonly string[]>([])
  const field = useRef<HTMLInputElement>(null)
  const file = useRef<HTMLInputElement>(null)
  const wanted = name.trim()
  const known = presets.some((one) => one.name === wanted)

  const take = ({ name: taken, options }: Preset) => {
    // What a preset does not name is as usual, not as it happened to be.
    changeDraft((now) => withOptions(now, { ...presetOptions(USUAL_OPTIONS), ...options }))
    notify({ title: `The options are those of “${visibleText(taken)}”` })
    onClose()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (wanted === '') return
    setProblems([])
    save([{ name: wanted, options: presetOptions(useDraft.getState().draft.options) }])
    setName('')
  }
  const takeFile = async (chosen: File) => {
    setProblems([])
    const read =
      chosen.size > LONGEST_FILE * 4
        ? { problems: ['The file is too large for a file of presets.'] }
        : readPresetFile(await chosen.text())
    if ('problems' in read) setProblems(read.problems)
    else {
      save(read.presets)
      notify({ title: `${plural(read.presets.length, 'preset')} taken from the file` })
    }
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title="Presets"
      description="All options but label, deadline and accounts under one name, kept in this browser."
      initialFocus={field}
      actions={
        <>
          <Button onClick={() => file.current?.click()}>Take from a file…</Button>
          <Button
            disabled={presets.length === 0}
            onClick={() => downloadText('presets.json', writePresetFile(presets), 'application/json')}
          >
            Save as a file
          </Button>
          <Button onClick={onClose}>Close</Button>
        </>
      }
    >
      <input
        ref={file}
        type="file"
        accept=".json,application/json"
        aria-label="File of presets"
        tabIndex={-1}
        className="sr-only"
        onChange={({ target }) => {
          const [chosen] = target.files ?? []
          // The same file can be chosen again once it is put right.
          if (chosen) void takeFile(chosen).finally(() => (target.value = ''))
        }}
      />
      <div className="flex min-h-0 flex-col gap-3 overflow-y-auto p-0.5">
        {problems.length > 0 && (
          <div role="alert" className="text-bad">
            <p>The file was not taken:</p>
            <ul>
              {problems.slice(0, 20).map((problem) => (
                <li key={problem} className="break-words">
                  {visibleText(problem)}
                </li>
              ))}
            </ul>
          </div>
        )}
        <ul aria-label="Presets" className="flex flex-col">
          <li className="flex items-center gap-2">
            <Taken
              name="As usual here"
              onTake={() => take({ name: 'As usual here', options: presetOptions(newDraft().options) })}
            />
          </li>
          {presets.map((one) => (
            <li key={one.name} className="flex items-center gap-2 border-t border-line-soft">
              <Taken name={one.name} onTake={() => take(one)} />
              <IconButton
                label={`Remove “${visibleText(one.name)}”`}
                onClick={() => {
                  setProblems([])
                  remove(one.name)
                  field.current?.focus()
                  notify({
                    title: `“${visibleText(one.name)}” removed`,
                    action: { label: 'Undo', onClick: () => save([one]) },
                  })
                }}
              >
                <Trash2 aria-hidden size={15} strokeWidth={1.75} />
              </IconButton>
            </li>
          ))}
        </ul>
        <form onSubmit={submit} className="flex flex-wrap items-end gap-2">
          <label className="flex min-w-0 flex-1 flex-col gap-1">
            <span className="text-ink-2">Keep the options of this form as</span>
            <input
              ref={field}
              value={name}
              maxLength={LONGEST_NAME}
              autoComplete="off"
              onChange={({ target }) => setName(target.value)}
              className={FIELD}
            />
          </label>
          <Button type="submit" disabled={wanted === ''}>
            {known ? 'Replace' : 'Keep'}
          </Button>
        </form>
      </div>
    </Dialog>
  )
}

const Taken = ({ name, onTake }: { name: string; onTake: () => void }) => (
  <button
    type="button"
    onClick={onTake}
    className="min-w-0 flex-1 truncate rounded-md px-2 py-1.5 text-left hover:bg-accent-wash pointer-coarse:min-h-11"
  >
    <FileName name={name} />
  </button>
)

import { Upload } from 'lucide-react'
import { type Ref, useId, useState } from 'react'
import { AREA } from '../../../components/field'

type ListChooserProps = {
  ref: Ref<HTMLInputElement>
  onFile: (file: File) => void
  onText: (text: string) => void
}

/** Where a list comes from: a file that is chosen or dropped, or pasted text. */
export function ListChooser({ ref, onFile, onText }: ListChooserProps) {
  const [name, setName] = useState<string | null>(null)
  const [isOver, setOver] = useState(false)
  const id = useId()
  const take = (file: File | undefined) => {
    if (!file) return
    setName(file.name)
    onFile(file)
  }
  return (
    <div
      className={`flex flex-col gap-2 rounded-md border border-dashed p-3 ${isOver ? 'border-accent bg-accent-wash' : 'border-edge'}`}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        take(event.dataTransfer.files[0])
      }}
    >
      <div className="flex flex-wrap items-center gap-2">
        <Upload aria-hidden size={16} strokeWidth={1.75} className="text-ink-3" />
        <label htmlFor={`${id}-file`}>Choose a file, or drop one here</label>
        <input
          ref={ref}
          id={`${id}-file`}
          type="file"
          // Its own words would tell of no file: it is emptied at once, so that the same one can be chosen again.
          className="w-27 text-transparent file:min-h-7.5 file:rounded-md file:border file:border-solid file:border-line file:bg-panel file:px-3 file:text-ink pointer-coarse:file:min-h-11"
          onChange={({ target }) => {
            take(target.files?.[0])
            target.value = ''
          }}
        />
        {name !== null && <bdi className="min-w-0 truncate text-sm text-ink-2">{name}</bdi>}
      </div>
      <label htmlFor={`${id}-text`} className="sr-only">
        Or paste the list here
      </label>
      <textarea
        id={`${id}-text`}
        rows={3}
        spellCheck={false}
        autoComplete="off"
        placeholder="Or paste the list here"
        onChange={({ target }) => {
          setName(null)
          onText(target.value)
        }}
        className={AREA}
      />
    </div>
  )
}

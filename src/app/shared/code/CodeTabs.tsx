import { Tabs } from '@base-ui/react/tabs'
import { Copy, Download } from 'lucide-react'
import { memo, type ReactNode, useMemo, useState } from 'react'
import { Button } from '../../../components/Button'
import { TAB, TAB_LIST } from '../../../components/tabs'
import { useServices } from '../../services'
import { copyText } from '../copy-text'
import { downloadText } from '../download'
import { CliNotices } from './CliNotices'
import { type BatchPlace, cliExport } from './cli-export'
import { CodeLines } from './CodeLines'
import { type CodeFile, wholeText } from './export'
import { jsonExport } from './json-export'
import { pythonExport } from './python-export'
import type { TransferBody } from './transfer-body'

const KINDS = [
  { id: 'cli', title: 'CLI' },
  { id: 'python', title: 'Python' },
  { id: 'json', title: 'JSON' },
] as const
type Kind = (typeof KINDS)[number]['id']

/** A transfer as code in each of the forms there are, to copy and to keep. */
export const CodeTabs = memo(function CodeTabs({ bodies }: { bodies: readonly TransferBody[] }) {
  const [kind, setKind] = useState<Kind>('cli')
  return (
    <Tabs.Root value={kind} onValueChange={(next: Kind) => setKind(next)} className="flex flex-col gap-2">
      <Tabs.List activateOnFocus className={TAB_LIST}>
        {KINDS.map(({ id, title }) => (
          <Tabs.Tab key={id} value={id} className={TAB}>
            {title}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="cli" tabIndex={-1} className="flex flex-col gap-2">
        <Cli bodies={bodies} onOther={setKind} />
      </Tabs.Panel>
      <Tabs.Panel value="python" tabIndex={-1} className="flex flex-col gap-2">
        <Python bodies={bodies} />
      </Tabs.Panel>
      <Tabs.Panel value="json" tabIndex={-1} className="flex flex-col gap-2">
        <Code
          bodies={bodies}
          title="JSON document"
          words="What is sent, but for its submission_id."
          file={jsonExport(bodies)}
        />
      </Tabs.Panel>
    </Tabs.Root>
  )
})

type CliProps = { bodies: readonly TransferBody[]; onOther: (kind: Kind) => void }

function Cli({ bodies, onOther }: CliProps) {
  const [place, setPlace] = useState<BatchPlace>('inline')
  const answer = useMemo(() => cliExport(bodies, place), [bodies, place])
  return (
    <>
      <CliNotices answer={answer} onOther={onOther} />
      {!answer.refused && (
        <Code
          bodies={bodies}
          title="POSIX shell"
          words={
            <label className="flex items-center gap-2">
              <input
                type="checkbox"
                className="accent-accent"
                checked={place === 'file'}
                onChange={({ target }) => setPlace(target.checked ? 'file' : 'inline')}
              />
              Items in a file of their own
            </label>
          }
          file={answer.script}
          beside={answer.batches}
        />
      )}
    </>
  )
}

function Python({ bodies }: { bodies: readonly TransferBody[] }) {
  const { config } = useServices()
  return (
    <Code
      bodies={bodies}
      title="Python script"
      words="For version 4 of the Globus SDK."
      file={pythonExport(bodies, config.clientId)}
    />
  )
}

type CodeProps = {
  bodies: readonly TransferBody[]
  title: string
  words: ReactNode
  file: CodeFile | null
  /** Files that the code reads. */
  beside?: readonly CodeFile[]
}

function Code({ bodies, title, words, file, beside = [] }: CodeProps) {
  if (bodies.length === 0 || !file)
    return (
      <p className="text-ink-2">The code stands here as soon as it is known what moves and where it lands.</p>
    )
  const download = ({ name, type, lines }: CodeFile) => downloadText(name, wholeText({ lines }), type)
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-ink-2">
        <span className="font-semibold text-ink">{title}</span>
        {words}
        <span className="ml-auto flex flex-wrap gap-1">
          <Button
            look="quiet"
            aria-label={`Copy the ${title}`}
            icon={<Copy aria-hidden size={14} strokeWidth={1.75} />}
            onClick={() => void copyText(wholeText(file), title)}
          >
            Copy
          </Button>
          {[file, ...beside].map((one) => (
            <Button
              key={one.name}
              look="quiet"
              aria-label={`Download ${one.name}`}
              icon={<Download aria-hidden size={14} strokeWidth={1.75} />}
              onClick={() => download(one)}
            >
              {one === file ? 'Download' : one.name}
            </Button>
          ))}
        </span>
      </div>
      <CodeLines label={title} file={file} />
    </>
  )
}

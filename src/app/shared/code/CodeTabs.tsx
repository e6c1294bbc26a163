import { Tabs } from '@base-ui/react/tabs'
import { type ComponentProps, memo, useMemo, useState } from 'react'
import { TAB, TAB_LIST } from '../../../components/tabs'
import { useServices } from '../../services'
import { CliNotices } from './CliNotices'
import { type BatchPlace, cliExport } from './cli-export'
import { CodeBlock } from './CodeBlock'
import type { CodeFile } from './export'
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

type CodeProps = Omit<ComponentProps<typeof CodeBlock>, 'file'> & {
  bodies: readonly TransferBody[]
  file: CodeFile | null
}

function Code({ bodies, file, ...rest }: CodeProps) {
  if (bodies.length === 0 || !file)
    return (
      <p className="text-ink-2">The code stands here as soon as it is known what moves and where it lands.</p>
    )
  return <CodeBlock file={file} {...rest} />
}

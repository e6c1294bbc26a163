import { Copy, Download } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../../../components/Button'
import { copyText } from '../copy-text'
import { downloadText } from '../download'
import { CodeLines } from './CodeLines'
import { type CodeFile, wholeText } from './export'

type CodeBlockProps = {
  title: string
  words: ReactNode
  file: CodeFile
  /** Files that the code reads. */
  beside?: readonly CodeFile[]
}

/** A piece of code to read, to copy and to keep. */
export function CodeBlock({ title, words, file, beside = [] }: CodeBlockProps) {
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

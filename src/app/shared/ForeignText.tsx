import { FileName } from '../../components/FileName'
import { capped } from './safe-link'

/** Words that somebody wrote into a document of Globus: plain text, line by line, never more than there is room for. */
export const ForeignText = ({ text, most }: { text: string; most?: number }) =>
  capped(text, most)
    .split(/\r?\n/)
    .map((line, index) => (
      // oxlint-disable-next-line react/no-array-index-key -- the lines of one text have no other identity and never move
      <p key={index} className="break-words">
        <FileName name={line.trim()} />
      </p>
    ))

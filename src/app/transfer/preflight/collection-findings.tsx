import type { PauseRule } from '../../../api/wire-collections'
import { FileName } from '../../../components/FileName'
import { formatZonedDateTime } from '../../../components/format'
import { explainError } from '../../shared/explain-error'
import { ForeignText } from '../../shared/ForeignText'
import { pausedWords } from '../../shared/pause-words'
import type { DraftSide } from '../use-draft-sides'
import { isDemand } from './access-findings'
import type { Acts, Facts, SideFacts } from './facts'
import type { Finding } from './finding'

/** What of the two collections themselves stands in the way. */
export function collectionFindings(facts: Facts, acts: Acts): Finding[] {
  const { source, destination } = facts.sides
  const findings = [...sideFindings('source', source, facts, acts)]
  // A collection that is both is said to be offline once; what is paused differs by side.
  if (destination.id === source.id)
    findings.push(
      ...destination.pauseRules.flatMap((rule) => pauseFinding('destination', destination, rule, facts)),
    )
  else findings.push(...sideFindings('destination', destination, facts, acts))
  findings.push(...protectionFindings(source, destination))
  if (findings.length === 0 && source.collection && destination.collection)
    findings.push({
      id: 'collections',
      tone: 'fine',
      title:
        source.id === destination.id
          ? 'The collection can be used, and nothing is paused there.'
          : 'Both collections can be used, and nothing is paused there.',
    })
  return findings
}

const Name = ({ of: { collection, id } }: { of: SideFacts }) => (
  <FileName name={collection?.display_name ?? id ?? ''} className="break-words" />
)

function sideFindings(which: DraftSide, side: SideFacts, facts: Facts, acts: Acts): Finding[] {
  const { collection, error } = side
  if (!collection) return error === null || isDemand(error) ? [] : [unknownCollection(which, error, acts)]
  const again = [{ label: 'Check again', run: acts.checkAgain }]
  if (collection.non_functional)
    return [
      {
        id: `${which}-no-files`,
        tone: 'blocks',
        title: (
          <>
            <Name of={side} /> holds no files itself.
          </>
        ),
        text: 'It is an endpoint. Choose one of its collections.',
      },
    ]
  if (collection.gcp_connected === false)
    return [
      {
        id: `${which}-offline`,
        tone: 'blocks',
        title: (
          <>
            <Name of={side} /> is offline.
          </>
        ),
        text: 'The computer is asleep, or Globus Connect Personal is not running there. Its owner can start it.',
        fixes: again,
      },
    ]
  const findings = side.pauseRules.flatMap((rule) => pauseFinding(which, side, rule, facts))
  if (collection.gcp_paused)
    findings.push({
      id: `${which}-paused-by-owner`,
      tone: 'warns',
      title: (
        <>
          <Name of={side} /> is paused by its owner.
        </>
      ),
      text: 'The transfer waits until it is unpaused in Globus Connect Personal on that computer.',
      fixes: again,
    })
  return findings
}

function unknownCollection(which: DraftSide, error: unknown, acts: Acts): Finding {
  const { title, text, remedy } = explainError(error)
  return {
    id: `${which}-unknown`,
    tone: 'blocks',
    title: `${which === 'source' ? 'Where it comes from' : 'Where it goes'}: ${title}.`,
    text,
    ...(remedy === 'retry' && { fixes: [{ label: 'Check again', run: acts.checkAgain }] }),
  }
}

/** What a rule stops of this transfer: nothing, reading on one side, or writing on the other. */
function pauseFinding(which: DraftSide, side: SideFacts, rule: PauseRule, { nowMs }: Facts): Finding[] {
  if (!rule[which === 'source' ? 'pause_task_transfer_read' : 'pause_task_transfer_write']) return []
  const startMs = rule.start_time === null ? 0 : Date.parse(rule.start_time)
  return [
    {
      id: `${which}-pause ${rule.id}`,
      tone: 'warns',
      title: (
        <>
          <Name of={side} />: {pausedWords(rule)}
        </>
      ),
      text: (
        <>
          <p>
            {startMs > nowMs
              ? `From ${formatZonedDateTime(startMs)} on, the transfer waits`
              : 'The transfer waits'}{' '}
            until the pause is lifted. Its administrators say:
          </p>
          <ForeignText text={rule.message} />
        </>
      ),
    },
  ]
}

/** Collections with protected data may refuse to exchange it with those that have none. */
function protectionFindings(source: SideFacts, destination: SideFacts): Finding[] {
  const from = source.collection
  const to = destination.collection
  if (!from || !to) return []
  const refuses = (side: typeof from, direction: 'inbound' | 'outbound') =>
    side.restrict_transfers_to_high_assurance === direction ||
    side.restrict_transfers_to_high_assurance === 'all'
  const findings: Finding[] = []
  if (refuses(from, 'outbound') && !to.high_assurance)
    findings.push({
      id: 'protected-outbound',
      tone: 'blocks',
      title: (
        <>
          <Name of={source} /> gives its data to high assurance collections only.
        </>
      ),
      text: 'Choose a destination for protected data.',
    })
  if (refuses(to, 'inbound') && !from.high_assurance)
    findings.push({
      id: 'protected-inbound',
      tone: 'blocks',
      title: (
        <>
          <Name of={destination} /> takes data from high assurance collections only.
        </>
      ),
      text: 'Choose another destination for this data.',
    })
  return findings
}

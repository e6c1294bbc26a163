import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { collectionQueries } from '../../api/queries/collections'
import type { Endpoint, PauseRule } from '../../api/wire-collections'
import { Button } from '../../components/Button'
import { formatZonedDateTime } from '../../components/format'
import { Notice } from '../../components/Notice'
import { ForeignText } from '../shared/ForeignText'
import { useKept, useKeptKey } from '../shared/kept'
import { SafeLink } from '../shared/SafeLink'
import { pausedWords } from '../shared/pause-words'
import { AuthenticationNotice } from './AuthenticationNotice'
import { markOf, noteSeen, readSeen } from './seen-messages'

/**
 * What those who run a collection want to have said when it is opened: their message, and what they paused. `onDone`
 * gives the keyboard back to the list.
 */
export function CollectionNotices({ collection, onDone }: { collection: Endpoint; onDone: () => void }) {
  // Who cannot be told about pauses meets them anyway, with the same words.
  const rules = useQuery(collectionQueries.pauseRules(collection.id)).data ?? []
  return (
    <div role="status" className="flex max-h-48 flex-col gap-1.5 overflow-y-auto px-2 empty:hidden">
      <AuthenticationNotice collection={collection} />
      {rules.map((rule) => (
        <PauseNotice key={`${rule.id} ${rule.modified_time}`} rule={rule} onDone={onDone} />
      ))}
      {collection.user_message && (
        <Message collection={collection} message={collection.user_message} onDone={onDone} />
      )}
    </div>
  )
}

function PauseNotice({ rule, onDone }: { rule: PauseRule; onDone: () => void }) {
  const [dismissed, setDismissed] = useState(false)
  const words = pausedWords(rule)
  if (dismissed || words === null) return null
  const hide = () => {
    setDismissed(true)
    onDone()
  }
  return (
    <Notice tone="warn" title={words} actions={<Button onClick={hide}>Hide</Button>}>
      {rule.start_time !== null && <p>From {formatZonedDateTime(Date.parse(rule.start_time))}.</p>}
      <ForeignText text={rule.message} />
    </Notice>
  )
}

type MessageProps = { collection: Endpoint; message: string; onDone: () => void }

function Message({ collection, message, onDone }: MessageProps) {
  const key = useKeptKey('messages')
  const seen = useKept(key)
  if (readSeen(seen).get(collection.id) === markOf(message)) return null
  const dismiss = () => {
    noteSeen(key, collection.id, message)
    onDone()
  }
  return (
    <Notice actions={<Button onClick={dismiss}>Dismiss</Button>}>
      <ForeignText text={message} />
      {collection.user_message_link && <SafeLink address={collection.user_message_link} label="Read more" />}
    </Notice>
  )
}

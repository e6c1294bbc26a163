import { Bell } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../components/Button'
import { useKept, useKeptKey } from '../shared/kept'
import { chooseNotices, hasNotices, NOTICES, readChoice } from '../shared/notices'

/** Asks once, by a click, whether the desktop should tell of ends; what was chosen is kept for the person. */
export function NoticesOffer({ running }: { running: boolean }) {
  const key = useKeptKey(NOTICES)
  const choice = readChoice(useKept(key))
  const [refused, setRefused] = useState(false)
  // Once for the board, and not with each filter that lets running tasks through: the browser takes its time to tell.
  const [isPossible] = useState(() => hasNotices() && Notification.permission !== 'denied')
  if (refused)
    return (
      <p role="status" className="px-1 text-sm text-ink-2">
        This browser does not allow notifications for this page. You can change that in its settings.
      </p>
    )
  if (choice !== null || !isPossible || !running) return null
  const allow = () => void chooseNotices(key, true).then((allowed) => setRefused(!allowed))
  return (
    <div className="flex flex-wrap items-center gap-2 rounded-md bg-accent-wash px-3 py-1.5 text-ink-2">
      <p className="flex flex-1 basis-72 items-start gap-2">
        <Bell aria-hidden size={15} strokeWidth={1.75} className="mt-0.5 shrink-0" />
        <span>
          Shall the desktop tell you when a task ends or gets stuck? It can while you work in another window
          and this page is in sight: a hidden tab asks Globus nothing.
        </span>
      </p>
      <div className="flex gap-2">
        <Button onClick={allow}>Tell me</Button>
        <Button look="quiet" onClick={() => void chooseNotices(key, false)}>
          No
        </Button>
      </div>
    </div>
  )
}

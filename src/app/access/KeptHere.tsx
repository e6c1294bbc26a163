import { Button } from '../../components/Button'
import { runAction } from '../shared/actions'
import { FORGET_ALL, ForgetActions } from '../shared/records/ForgetActions'

/** What this browser remembers of the person's tasks, to be forgotten. */
export function KeptHere() {
  return (
    <div className="flex flex-wrap items-center gap-2 rounded-md border border-line px-3 py-2">
      <div className="min-w-0 flex-1 basis-60">
        <p>What tasks were asked, how fast they went, and which are parts of one</p>
        <p className="text-sm text-ink-2">
          Globus does not give it back. It stays here after you sign out; only you are shown it.
        </p>
      </div>
      <Button onClick={() => runAction(FORGET_ALL)}>Forget it all…</Button>
      <ForgetActions />
    </div>
  )
}

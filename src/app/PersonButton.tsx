import { useState } from 'react'
import { Button } from '../components/Button'
import { PERSON_CLASS, PersonFace } from './PersonFace'
import { useAuthState, useServices } from './services'
import { lazyPart } from './shared/lazy-part'

const load = () => import('./PersonMenu').then(({ PersonMenu }) => PersonMenu)
const PersonMenu = lazyPart(load)

/** The person's menu; its code comes with the first use. */
export function PersonButton() {
  const { session } = useAuthState()
  const [used, setUsed] = useState(false)
  if (!session) return null
  const face = (
    <button
      type="button"
      aria-haspopup="menu"
      aria-expanded={false}
      aria-busy={used}
      onClick={() => setUsed(true)}
      // Should it fail, the click says so.
      onPointerEnter={() => void load().catch(() => null)}
      className={PERSON_CLASS}
    >
      <PersonFace person={session.person} />
    </button>
  )
  return used ? <PersonMenu whileLoading={face} whenMissing={MenuMissing} /> : face
}

/** Without the menu's code there is still the way out. */
function MenuMissing({ onRetry }: { onRetry: () => void }) {
  const { auth } = useServices()
  return (
    <div role="alert" className="flex min-w-0 items-center gap-2">
      <span className="truncate text-ink-2">This part could not be loaded.</span>
      <Button onClick={onRetry}>Try again</Button>
      <Button onClick={() => void auth.signOut()}>Sign out</Button>
    </div>
  )
}

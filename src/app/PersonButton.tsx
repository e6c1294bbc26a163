import { lazy, Suspense, useState } from 'react'
import { PERSON_CLASS, PersonFace } from './PersonFace'
import { useAuthState } from './services'

const load = () => import('./PersonMenu')
const PersonMenu = lazy(() => load().then(({ PersonMenu }) => ({ default: PersonMenu })))

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
      onPointerEnter={() => void load()}
      className={PERSON_CLASS}
    >
      <PersonFace person={session.person} />
    </button>
  )
  return used ? (
    <Suspense fallback={face}>
      <PersonMenu />
    </Suspense>
  ) : (
    face
  )
}

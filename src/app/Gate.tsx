import { useQueryClient } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense, useEffect, useRef } from 'react'
import { LoginPage } from './login/LoginPage'
import { useAuthState } from './services'
import { lazyPart } from './shared/lazy-part'
import { useLoginAttempt } from './shared/login-attempt'
import { forgetPerson } from './shared/on-sign-out'
import { SplashScreen } from './StartScreens'

const Shell = lazy(() => import('./Shell').then(({ Shell }) => ({ default: Shell })))

const LoginAside = lazyPart(() => import('./login/LoginAside').then(({ LoginAside }) => LoginAside))

/** Whoever is not signed in sees the door, at the same address: once inside, they are where they wanted to go. */
export function Gate() {
  const { session } = useAuthState()
  const { aside } = useLoginAttempt()
  return (
    <>
      {session ? (
        <OnePerson key={session.person.subject}>
          <Suspense fallback={<SplashScreen text="Opening…" />}>
            <Shell />
          </Suspense>
        </OnePerson>
      ) : (
        <LoginPage />
      )}
      {aside && <LoginAside whileLoading={null} />}
    </>
  )
}

/** What was fetched and chosen goes with the person it was fetched and chosen for. */
function OnePerson({ children }: { children: ReactNode }) {
  const queryClient = useQueryClient()
  const { session } = useAuthState()
  const first = useRef(session)
  // What failed for want of a sign-in or a consent is asked for again once there is one; the rest stays as it is.
  useEffect(() => {
    if (session === first.current) return
    first.current = session
    void queryClient.invalidateQueries({ predicate: ({ state }) => state.status === 'error' })
  }, [session, queryClient])
  useEffect(
    () => () => {
      queryClient.clear()
      forgetPerson()
    },
    [queryClient],
  )
  return children
}

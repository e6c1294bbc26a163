import { useQueryClient } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense, useEffect } from 'react'
import { LoginPage } from './login/LoginPage'
import { useAuthState } from './services'
import { forgetPerson } from './shared/on-sign-out'
import { SplashScreen } from './StartScreens'

const Shell = lazy(() => import('./Shell').then(({ Shell }) => ({ default: Shell })))

/** Whoever is not signed in sees the door, at the same address: once inside, they are where they wanted to go. */
export function Gate() {
  const { session } = useAuthState()
  if (!session) return <LoginPage />
  return (
    <OnePerson key={session.person.subject}>
      <Suspense fallback={<SplashScreen text="Opening…" />}>
        <Shell />
      </Suspense>
    </OnePerson>
  )
}

/** What was fetched and chosen goes with the person it was fetched and chosen for. */
function OnePerson({ children }: { children: ReactNode }) {
  const queryClient = useQueryClient()
  useEffect(
    () => () => {
      queryClient.clear()
      forgetPerson()
    },
    [queryClient],
  )
  return children
}

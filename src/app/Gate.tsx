import { lazy, Suspense } from 'react'
import { LoginPage } from './login/LoginPage'
import { useAuthState } from './services'
import { SplashScreen } from './StartScreens'

const Shell = lazy(() => import('./Shell').then(({ Shell }) => ({ default: Shell })))

/** Whoever is not signed in sees the door, at the same address: once inside, they are where they wanted to go. */
export function Gate() {
  const { session } = useAuthState()
  if (!session) return <LoginPage />
  return (
    <Suspense fallback={<SplashScreen text="Opening…" />}>
      <Shell />
    </Suspense>
  )
}

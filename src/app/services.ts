import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { AccountChange, Auth } from '../auth/auth'
import type { LoginError } from '../auth/login-error'
import type { Config } from './config'

/** What the page was started with. */
export type AppServices = {
  config: Config
  auth: Auth
  /** The failure that the page came back from the sign-in service with. */
  loginFailure: LoginError | null
  /** Set when somebody else came back from the sign-in service than left for it. */
  changed: AccountChange | null
  /** Checklist A7: the one redirect URI, whatever the address of this visit. */
  pageAddress: string
  /** Sends the browser to another address; the one way in which the page leaves itself. */
  leave: (url: URL) => void
  /** Where the browser finds a page of the sign-in service: at its own address, except in the demo. */
  addressOf: (url: URL) => string
  /**
   * Checklist E4: whether a person did this, and could see for this many milliseconds what they did it to. Asked before
   * anything is submitted.
   */
  isDeliberate: (event: Event, seenMs: number) => boolean
}

const ServicesContext = createContext<AppServices | null>(null)
export const ServicesProvider = ServicesContext.Provider

export function useServices(): AppServices {
  const services = useContext(ServicesContext)
  if (!services) throw new Error('useServices needs a ServicesProvider above it')
  return services
}

/** Who is signed in, and whether that still holds. */
export const useAuthState = () => useStore(useServices().auth.session.store)

import { servicesOf } from '../app/environments'
import { demoConfig } from './config'

export const services = servicesOf(demoConfig)

/** This page's own address, where sign-ins come back to. */
export const pageAddress = window.location.href.split(/[?#]/, 1)[0]!

const VISIT = 'visit'

/** Where this page shows a page of the emulated sign-in service. */
export const addressOf = ({ pathname, search }: URL) =>
  `${pageAddress}?${new URLSearchParams({ [VISIT]: pathname + search })}`

/** The page of the sign-in service that the address asks for, or null. */
export function visited(): URL | null {
  const path = new URLSearchParams(window.location.search).get(VISIT)
  if (path === null || !URL.canParse(path, services.auth)) return null
  const url = new URL(path, services.auth)
  return url.origin === services.auth ? url : null
}

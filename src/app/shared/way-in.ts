import { canRedirect, type WayAside } from '../../auth/auth'
import type { Config } from '../config'

export type WayIn = 'redirect' | WayAside

/** Whether the page stands in a frame of another one. */
export const isFramed = () => window.top !== window.self

/** Whether the sign-in may take this page's place, and find back to it. */
export const mayRedirect = ({ signIn }: Pick<Config, 'signIn'>) =>
  // Checklist F1: a frame never goes to the sign-in service itself.
  signIn !== 'code' && !isFramed() && canRedirect()

/** How people sign in here: as the host says, as far as that can be where the page runs. */
export const wayIn = (config: Pick<Config, 'signIn'>): WayIn =>
  config.signIn === 'redirect' && !mayRedirect(config) ? 'popup' : config.signIn

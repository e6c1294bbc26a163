/** Checklist B4: what every key in the browser's storage begins with, so that two deployments on one origin do not see
 * each other. */
export const storagePrefix = (settings: { redirectUri: string; clientId: string }) =>
  `${storageStart(settings.redirectUri)}${settings.clientId}:`

/** The same before the client is known: all that pages at this path have stored. */
export const storageStart = (pageAddress: string) => `towpath:${new URL(pageAddress).pathname}:`

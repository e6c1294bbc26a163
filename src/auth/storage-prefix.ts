/** Checklist B4: what every key in the browser's storage begins with, so that two deployments on one origin do not see
 * each other. */
export const storagePrefix = (settings: { redirectUri: string; clientId: string }) =>
  `towpath:${new URL(settings.redirectUri).pathname}:${settings.clientId}:`

const ANSWER_PARAMETERS = [
  'code',
  'state',
  'iss',
  'error',
  'error_description',
  'error_uri',
  'access_token',
  'id_token',
  'token',
]

/**
 * Takes the sign-in service's answer out of the address bar and the history (checklist A8). Must run before anything
 * is rendered or fetched. Null when the page was opened without one.
 */
export function takeCallback(): URLSearchParams | null {
  const parameters = new URLSearchParams(window.location.search)
  if (!ANSWER_PARAMETERS.some((name) => parameters.has(name))) return null
  window.history.replaceState(null, '', window.location.pathname + window.location.hash)
  return parameters
}

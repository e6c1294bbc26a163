import type { Registration } from '../auth/clients'

/**
 * The native application of the official tutorials; its redirect is the sign-in service's own page for codes, which
 * every client may use. https://globus-sdk-python.readthedocs.io/en/stable/user_guide/
 */
export const tutorialClient: Registration = {
  client_id: '61338d24-54d5-408f-a10d-66c06b59f6d2',
  client_type: 'public_installed_client',
  name: 'Globus SDK Tutorial',
  redirect_uris: [],
}

/** The official command line, of which every installation registers itself: https://docs.globus.org/cli/ */
const commandLineClient: Registration = {
  client_id: '95fdeba8-fac2-42bd-a357-e068d82ff78e',
  client_type: 'public_installed_client',
  name: 'Globus CLI',
  redirect_uris: ['http://localhost'],
  is_template: true,
  prompt_for_named_grant: true,
}

export const sampleClients: readonly Registration[] = [tutorialClient, commandLineClient]

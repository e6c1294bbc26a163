import type { Config } from '../app/config'
import { samplePlaces } from '../emulator/sample/places'

export const CLIENT_ID = 'de300000-70a7-4b1e-9c55-0f5f3d1a8e42'

/** The demonstration needs no `config.json`. */
export const demoConfig: Config = {
  clientId: CLIENT_ID,
  environment: 'demo',
  title: 'Demo',
  signIn: 'redirect',
  refreshTokens: false,
  tokenStorage: 'session',
  embed: { allowedOrigins: [] },
  defaults: {},
  explain: [],
  ...samplePlaces,
  start: {
    left: samplePlaces.start.left,
    // Its folder for new data is empty: two filled panes say more.
    right: { ...samplePlaces.start.right, path: '/' },
  },
}

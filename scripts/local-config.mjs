import { samplePlaces } from '../src/emulator/sample/places.ts'

/** The configuration of a page that talks to the emulator on this machine. */
export const localConfig = ({ auth, transfer, ready }) => ({
  clientId: ready.client_id,
  environment: 'local',
  services: { auth, transfer },
  title: 'Sample world',
  ...samplePlaces,
})

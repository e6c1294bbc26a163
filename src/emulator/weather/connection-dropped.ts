/**
 * The connection ended without the answer, or in the middle of it. `fetch` of the emulator rejects with it, and so does
 * the body of an answer that breaks off: as in a browser, it is a `TypeError`. Mounts on a network end the connection.
 */
export class ConnectionDropped extends TypeError {
  override name = 'ConnectionDropped'

  constructor() {
    super('The emulated weather dropped the connection')
  }
}

import { LoginError } from '../../auth/login-error'
import type { Config } from '../config'

type Words = { title: string; text: string; tone: 'info' | 'bad' }

/** Each way a sign-in can fail, in one sentence of what happened and one of what to do. */
export function describeLoginFailure(
  { kind }: LoginError,
  environment: Config['environment'],
  signedIn: boolean,
): Words {
  switch (kind) {
    case 'denied':
      if (signedIn)
        return {
          tone: 'info',
          title: 'You did not allow access',
          text: 'Nothing was changed; ask again from the pane whenever you like.',
        }
      return {
        tone: 'info',
        title: 'Access was not allowed',
        text: 'Nothing was changed. Sign in again whenever you like.',
      }
    case 'code-refused':
      return {
        tone: 'bad',
        title: 'That sign-in took too long, or was used before',
        text: 'A sign-in is good for ten minutes and for one time. Start a new one.',
      }
    case 'not-ours':
      return {
        // Anybody can send somebody here with such an address: it must not alarm (checklist A6).
        tone: 'info',
        title: 'That sign-in did not start in this tab',
        text: 'It was set aside for your safety: the link may be old, or come from somebody else. Start a new one.',
      }
    case 'client-refused':
      return {
        tone: 'bad',
        title: 'Globus does not take this page’s app',
        text: 'Whoever runs this page must register it as a thick client, which has no secret, and put its UUID into config.json.',
      }
    case 'unreachable':
      if (environment === 'local')
        return {
          tone: 'bad',
          title: 'The emulator does not answer',
          text: 'It may have been stopped. Start it again with npm start, then sign in.',
        }
      return {
        tone: 'bad',
        title: 'Globus did not answer',
        text: 'Check the connection, then sign in again.',
      }
    case 'worker':
      return {
        tone: 'bad',
        title: 'Something else runs in this page’s place',
        text: 'A service worker of another page at this address sees all that is sent, so nobody can sign in here. Whoever runs this site must take it away, or give this page an address of its own.',
      }
    case 'unknown-scopes':
      return {
        tone: 'info',
        title: 'Globus does not know one of the permissions that were asked for',
        text: 'The collection may be gone. Go on: it is left out from now on.',
      }
    case 'clock':
      return {
        tone: 'bad',
        title: 'The clock of this device is wrong',
        text: 'Let the device set its time by the network, then sign in again.',
      }
    case 'malformed':
      return {
        tone: 'bad',
        title: 'Globus answered in a way this page does not accept',
        text: 'Start a new sign-in. If it happens again, tell whoever runs this page what stands below.',
      }
    case 'no-storage':
      return {
        tone: 'bad',
        title: 'This browser keeps no data for the page',
        text: 'Without it, a sign-in cannot be recognised when it comes back. Allow site data for this page.',
      }
  }
}

/** Whatever a sign-in was stopped by, as one of the ways that have words. */
export const toLoginError = (error: unknown) =>
  error instanceof LoginError ? error : new LoginError('unreachable')

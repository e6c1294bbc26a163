import { type Random, systemRandom } from '../../src/emulator/random'

/** What every token and every code of the emulator has in it here, and nothing else has. */
export const MARK = 'SecretMark'

/** Tokens and codes are the only values of that length; all else is as it is made elsewhere. */
export const markedRandom: Random = {
  ...systemRandom,
  alphanumeric: (length) =>
    length < 30 ? systemRandom.alphanumeric(length) : MARK + systemRandom.alphanumeric(length - MARK.length),
}

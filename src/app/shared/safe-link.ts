/** Longer than any address that somebody means to be read. */
const LONGEST = 2048

/**
 * An address that somebody wrote into a document of Globus, if it may be opened (checklist H4): http or https, written
 * out in full, without a name before the host and without characters that a browser passes over or reads as others.
 * The host is in the form that shows look-alike letters. Null stands for text that is shown and nothing else.
 */
export function safeLink(text: string | null | undefined): { href: string; host: string } | null {
  if (!text || text.length > LONGEST || /[\s\p{C}\\]/u.test(text)) return null
  // Before parsing, which mends what is not an address: `https:host`, `http:///host`, an empty name before an @.
  if (!/^https?:\/\/[^/?#@]+([/?#]|$)/i.test(text) || !URL.canParse(text)) return null
  const { href, host, protocol, username, password } = new URL(text)
  if ((protocol !== 'https:' && protocol !== 'http:') || username !== '' || password !== '') return null
  return { href, host }
}

/** Somebody else's words at a length that leaves room for everything else. */
export const capped = (text: string, most = 600) => {
  const characters = Array.from(text.slice(0, most * 2 + 2))
  return characters.length > most ? `${characters.slice(0, most).join('')}…` : text
}

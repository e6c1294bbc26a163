/** Base64 for URLs, without padding: https://www.rfc-editor.org/rfc/rfc7515#section-2 */
export const base64url = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

export const utf8 = (text: string) => new TextEncoder().encode(text)

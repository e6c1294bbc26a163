const INPUT = /<input ([^>]*)>/g
const ATTRIBUTE = /([a-z]+)(?:="([^"]*)")?/g
const ENTITIES: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
}

/**
 * Goes through the sign-in page as a browser does without script: opens it, sends its form back with the fields as they
 * stand, or as `changes` says, and returns where that leads.
 */
export async function submitSignIn(
  authorizeUrl: string | URL,
  changes: Record<string, string | string[]> = {},
  send: typeof fetch = fetch,
): Promise<URL> {
  const page = await send(authorizeUrl)
  const form = fieldsOf(await page.text())
  form.set('decision', 'allow')
  for (const [name, value] of Object.entries(changes)) {
    form.delete(name)
    for (const one of [value].flat()) form.append(name, one)
  }
  const { origin, pathname } = new URL(authorizeUrl)
  const answer = await send(origin + pathname, {
    method: 'POST',
    body: form,
    headers: { origin },
    redirect: 'manual',
  })
  const location = answer.headers.get('location')
  if (location === null) throw new Error(`The sign-in page answered ${answer.status} and led nowhere`)
  return new URL(location)
}

/** What a browser would send: hidden fields, and of radio buttons and checkboxes those that are checked. */
function fieldsOf(page: string): URLSearchParams {
  const fields = new URLSearchParams()
  for (const [, inside] of page.matchAll(INPUT)) {
    const attributes = Object.fromEntries(
      Array.from(inside!.matchAll(ATTRIBUTE), ([, name, value = '']) => [name!, value]),
    )
    if (attributes.type === 'hidden' || 'checked' in attributes)
      fields.append(
        attributes.name!,
        attributes.value!.replaceAll(/&[a-z#0-9]+;/g, (entity) => ENTITIES[entity] ?? entity),
      )
  }
  return fields
}

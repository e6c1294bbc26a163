import { readFileSync } from 'node:fs'

const DOCUMENT = readFileSync(new URL('../../docs/hosting.md', import.meta.url), 'utf8')

/** The configuration of a server as docs/hosting.md shows it. */
export function headerSample(language: 'nginx' | 'apache'): string {
  const sample = new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(DOCUMENT)?.[1]
  if (sample === undefined) throw new Error(`docs/hosting.md has no sample for ${language}`)
  return sample
}

type Headers = Record<string, string>

/** Which headers a server so configured sends with a file of the page, and with a file that is not there. */
export const sampleHeaders = {
  nginx: (path: string, status: number): Headers => {
    const sample = headerSample('nginx')
    const maps = Array.from(sample.matchAll(/map \$uri (\$\w+) \{\n(.*?)\n\}/gs), ([, variable, body]) => {
      const cases = Array.from(body!.matchAll(/^\s*(\S+)\s+"([^"]*)";$/gm), ([, pattern, value]) => ({
        pattern: pattern!,
        value: value!,
      }))
      const chosen =
        cases.find(({ pattern }) => pattern.startsWith('~') && new RegExp(pattern.slice(1)).test(path)) ??
        cases.find(({ pattern }) => pattern === 'default')
      return [variable!, chosen!.value] as const
    })
    const lines = sample.matchAll(/^\s*add_header (\S+) (?:"([^"]*)"|(\$\w+))( always)?;$/gm)
    return Object.fromEntries(
      Array.from(lines).flatMap(([, name, value, from, always]) => {
        const said = value ?? new Map(maps).get(from!)
        // One without a value is not sent.
        if (!said || (!always && status >= 400)) return []
        return [[name!, said]]
      }),
    )
  },

  apache: (path: string, status: number): Headers => {
    const lines = headerSample('apache').matchAll(
      /^\s*Header (always )?set (\S+) "([^"]*)"(?: "expr=%\{REQUEST_URI\} =~ m#([^"]*)#")?$/gm,
    )
    return Object.fromEntries(
      Array.from(lines).flatMap(([, always, name, value, pattern]) => {
        if (!always && status >= 400) return []
        if (pattern && !new RegExp(pattern).test(path)) return []
        return [[name!, value!]]
      }),
    )
  },
}

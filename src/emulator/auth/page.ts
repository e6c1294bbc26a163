import { html } from '../http'

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text made safe to stand between tags and in quoted attributes. */
export const escapeHtml = (text: string) => text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character]!)

const STYLE = `
  :root, :host { color-scheme: light dark; --line: light-dark(#d4d8de, #3a424d); --soft: light-dark(#566070, #a3adba);
    --accent: light-dark(#1d5fa8, #7fb6f0); --on-accent: light-dark(#fff, #0d1620); --alert: light-dark(#a3231f, #ff9d96) }
  * { box-sizing: border-box }
  body { margin: 0; padding: 2rem 1rem; font: 1rem/1.5 system-ui, sans-serif;
    background: light-dark(#f4f6f8, #14181d); color: light-dark(#1b2430, #e6eaef) }
  main { max-width: 36rem; margin: 0 auto; padding: 1.5rem 2rem 2rem; border: 1px solid var(--line); border-radius: .75rem;
    background: light-dark(#fff, #1c2229) }
  h1 { margin: 0 0 .5rem; font-size: 1.4rem; line-height: 1.25 }
  h2, legend { margin: 0; padding: 0; font-size: 1rem; font-weight: 600 }
  p { margin: .5rem 0 }
  .soft { color: var(--soft); font-size: .875rem }
  .note { padding: .5rem .75rem; border-left: 3px solid var(--accent); background: light-dark(#eef4fb, #222c38) }
  .alert { padding: .5rem .75rem; border-left: 3px solid var(--alert); color: var(--alert) }
  fieldset { margin: 1.25rem 0; padding: 0; border: 0; min-width: 0 }
  .choice { display: flex; gap: .75rem; align-items: baseline; margin-top: .5rem; padding: .6rem .75rem;
    border: 1px solid var(--line); border-radius: .5rem; cursor: pointer }
  .choice:has(:checked) { border-color: var(--accent) }
  .choice:has(:disabled) { cursor: default; color: var(--soft) }
  .choice strong, .choice span { display: block; overflow-wrap: anywhere }
  ul { margin: .5rem 0 0; padding-left: 1.25rem }
  li { margin: .25rem 0; overflow-wrap: anywhere }
  .actions { display: flex; gap: .75rem; margin-top: 1.5rem }
  button { padding: .55rem 1.25rem; border: 1px solid var(--line); border-radius: .5rem; font: inherit; cursor: pointer;
    background: transparent; color: inherit }
  button.primary { border-color: var(--accent); background: var(--accent); color: var(--on-accent); font-weight: 600 }
  input[type=text] { width: 100%; padding: .6rem .75rem; border: 1px solid var(--line); border-radius: .5rem;
    font: 1rem ui-monospace, monospace; background: transparent; color: inherit }
  :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
  a { color: var(--accent) }
`

/**
 * A whole page of the sign-in service. `content` is HTML; `formAction` is the policy's list of places a form of this
 * page may lead to.
 */
export const page = (title: string, content: string, { formAction = "'none'", status = 200 } = {}) =>
  html(
    `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Globus emulator</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${content}
</main>
</body>
</html>
`,
    formAction,
    status,
  )

/** A page that says why nothing can go on here. Used where redirecting would not be safe. */
export const refusalPage = (message: string, status = 400) =>
  page('This request cannot be answered', `<p class="alert" role="alert">${escapeHtml(message)}</p>`, {
    status,
  })

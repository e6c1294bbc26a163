export type Theme = 'system' | 'light' | 'dark'
export const THEMES: readonly Theme[] = ['system', 'light', 'dark']

// One key for every deployment on an origin: a person wants dark or light, whichever page asks.
const KEY = 'towpath:theme'

/** The person's choice; `system` when there is none or the browser keeps nothing. */
export function readTheme(): Theme {
  try {
    const stored = window.localStorage.getItem(KEY)
    return THEMES.find((theme) => theme === stored) ?? 'system'
  } catch {
    return 'system'
  }
}

/** Applies a choice, and keeps it where the browser lets us. */
export function applyTheme(theme: Theme = readTheme()) {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  try {
    window.localStorage.setItem(KEY, theme)
  } catch {
    // Then it holds until the page is left.
  }
}

/** The host's accent, `#rrggbb`; soft and dark variants are derived from it in `theme.css`. */
export const applyAccent = (colour: string) =>
  document.documentElement.style.setProperty('--accent-light', colour)

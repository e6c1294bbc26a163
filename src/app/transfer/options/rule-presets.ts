import type { DraftRule } from '../../shared/draft/draft'

const leaveOut = (type: DraftRule['type'], ...names: string[]): DraftRule[] =>
  names.map((name) => ({ method: 'exclude', type, name }))

/** Rules that many people want, each under the words on its button. */
export const RULE_PRESETS: readonly { words: string; rules: readonly DraftRule[] }[] = [
  { words: 'Skip hidden', rules: leaveOut(null, '.*') },
  {
    words: 'Skip macOS junk',
    rules: [
      ...leaveOut('file', '.DS_Store', '._*'),
      ...leaveOut('dir', '.Spotlight-V100', '.Trashes', '.fseventsd', '__MACOSX'),
    ],
  },
  {
    words: 'Skip Windows junk',
    rules: [
      ...leaveOut('file', 'Thumbs.db', 'desktop.ini'),
      ...leaveOut('dir', '$RECYCLE.BIN', 'System Volume Information'),
    ],
  },
]

/** Only files with one of these endings, written as `csv` or `.csv, *.tsv`; null for text that names none. */
export function onlyEndings(typed: string): DraftRule[] | null {
  const endings = typed
    .split(/[\s,;]+/)
    .map((ending) => ending.replace(/^\*?\.?/, ''))
    .filter((ending) => ending !== '')
  if (endings.length === 0) return null
  return [
    ...endings.map((ending): DraftRule => ({ method: 'include', type: 'file', name: `*.${ending}` })),
    { method: 'exclude', type: 'file', name: '*' },
  ]
}

/** The rules with further ones at the end, where each is there only once. */
export const withRules = (rules: readonly DraftRule[], added: readonly DraftRule[]): DraftRule[] => [
  ...rules,
  ...added.filter(
    ({ method, type, name }) =>
      !rules.some((rule) => rule.method === method && rule.type === type && rule.name === name),
  ),
]

/** The rules with one of them a place further up or down; the same when there is none. */
export function movedRule(rules: readonly DraftRule[], from: number, to: number): readonly DraftRule[] {
  const rule = rules[from]
  if (!rule || to < 0 || to >= rules.length) return rules
  const rest = rules.toSpliced(from, 1)
  return rest.toSpliced(to, 0, rule)
}

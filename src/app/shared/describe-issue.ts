import * as v from 'valibot'

/** What is wrong with a document, and at which key, as a sentence. */
export function describeIssue(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue)
  if (issue.type === 'strict_object' && path !== null) {
    // Valibot reports a key nobody knows and a key that is missing at the key itself.
    if (issue.expected === 'never') return `"${path}" is not a known key. Check its spelling, or remove it.`
    if (issue.received === 'undefined') return `"${path}" is missing.`
  }
  return `${path === null ? 'The file' : `"${path}"`} ${issue.message}.`
}

import type { FilterRule } from '../../api/wire'
import { matchesGlob } from './glob'

/**
 * Whether a recursive item leaves out this entry: the first rule that matches its name decides, none means included.
 * https://docs.globus.org/api/transfer/task_submit/#filter_rules
 */
export function isExcluded(
  rules: readonly FilterRule[] | null | undefined,
  type: 'file' | 'dir',
  name: string,
) {
  const deciding = rules?.find((rule) => (rule.type ?? type) === type && matchesGlob(rule.name, name))
  return deciding !== undefined && (deciding.method ?? 'exclude') === 'exclude'
}

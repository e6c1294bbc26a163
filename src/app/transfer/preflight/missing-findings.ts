import type { Draft } from '../../shared/draft/draft'
import type { Finding } from './finding'
import { placedItems, sumsOf } from './placed-items'

/** What a transfer cannot do without and the draft does not have yet. */
export function missingFindings(draft: Draft): Finding[] {
  const { source, destination, items } = draft
  const findings: Finding[] = []
  if (items.length === 0)
    findings.push(
      missing('nothing-selected', 'Nothing is selected yet.', 'Add files or folders in the panes.'),
    )
  else if (source === null) findings.push(missing('no-source', 'Choose the collection it comes from.'))
  if (destination === null) findings.push(missing('no-destination', 'Choose the collection it goes to.'))
  else if (sumsOf(placedItems(draft)).unplaced > 0)
    findings.push(missing('no-folder', 'Choose the folder where it lands.'))
  return findings
}

const missing = (id: string, title: string, text?: string): Finding => ({ id, tone: 'blocks', title, text })

import { useDraft } from '../../shared/draft/draft-store'
import { isStillSaid, type Refusal, type RefusedField } from './refusal'
import { useRunner } from './runner'
import { useRunFailure } from './use-run'

/** What Globus refused of the form, until that part of it is changed; null when nothing of it. */
export function useRefusal(): Refusal | null {
  const draft = useDraft(({ draft }) => draft)
  const failure = useRunFailure()
  if (!failure?.refusal || !failure.draft) return null
  return isStillSaid(failure.refusal, failure.draft, draft) ? failure.refusal : null
}

/** The same for one part of the form. */
export function useRefused(field: RefusedField): Refusal | null {
  const refusal = useRefusal()
  return refusal?.field === field ? refusal : null
}

/** How often somebody has asked to be led to what was refused. */
export const useRefusalLooks = () => useRunner(({ looks }) => looks)

/** The id of the words beside a field, by which it is described while they are there. */
export const refusedId = (field: RefusedField) => `refused-${field}`

/** For a field that writes its own attributes. */
export function useRefusedField(field: RefusedField) {
  const isRefused = useRefused(field) !== null
  return { isRefused, about: isRefused ? refusedId(field) : undefined }
}

/** Leads to the part of the form that was refused, and opens what it is folded away in. */
export function showRefused(field: RefusedField) {
  const place = document.querySelector(`[data-refusable~="${field}"]`)
  const details = place?.closest('details')
  if (details) details.open = true
  place?.scrollIntoView?.({ block: 'nearest' })
  const own =
    place?.querySelector<HTMLElement>('[role="grid"]') ??
    place?.querySelector<HTMLElement>('input, select, textarea, button')
  own?.focus()
  // Lists lead to their own rows.
  useRunner.setState(({ looks }) => ({ looks: looks + 1 }))
}

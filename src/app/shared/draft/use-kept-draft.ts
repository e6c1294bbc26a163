import { useEffect } from 'react'
import { create } from 'zustand'
import { storagePrefix } from '../../../auth/storage-prefix'
import { useServices } from '../../services'
import { useKeptKey } from '../kept'
import { useUnanswered } from '../use-submission'
import type { DraftKeeper } from './draft-keeper'
import { nameDraft } from './draft-store'
import { openShelf } from './shelf'

/** Null until it is there, and where its code could not be had: then the draft lasts as long as the page. */
export const useDraftKeeper = create<{ keeper: DraftKeeper | null }>(() => ({ keeper: null }))

/** Finds the person's draft again, and keeps it from then on. Mounted once, in the shell. */
export function useKeptDraft() {
  const { auth } = useServices()
  const key = useKeptKey('draft')
  const prefix = storagePrefix(auth.settings)
  const unanswered = useUnanswered()
  useEffect(() => {
    let keeper: DraftKeeper | null = null
    let isGone = false
    const begin = async () => {
      const { createDraftKeeper } = await import('./draft-keeper')
      const shelf = await openShelf(`${prefix}kept`)
      if (isGone) return
      keeper = createDraftKeeper({ key, tabKey: `${prefix}draft`, shelf, unanswered })
      await keeper.restore()
      if (!isGone) useDraftKeeper.setState({ keeper })
    }
    begin().catch(() => !isGone && nameDraft())
    return () => {
      isGone = true
      keeper?.close()
      useDraftKeeper.setState({ keeper: null })
    }
  }, [key, prefix, unanswered])
}

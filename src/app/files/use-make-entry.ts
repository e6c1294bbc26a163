import { useMutation, type UseMutationOptions } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { foldName } from '../../api/listing'
import type { Making } from '../../api/queries/files'
import type { Result } from '../../api/wire'
import { notify } from '../../components/toasts'
import { visibleText } from '../../components/visible-name'
import { explainError } from '../shared/explain-error'
import { readNamePattern } from './name-pattern'
import { selectOnly } from '../shared/selection'
import { readServerFilter } from './server-filter'
import { readSelection, setSelection } from './selection-store'
import type { PaneView } from './use-pane-view'

/**
 * Makes an entry in a pane's folder. It is shown and under the cursor at once, while the question waits out of sight: a
 * refusal brings it back as it was written. Who has gone elsewhere is told in a notification.
 */
export function useMakeEntry<One extends Making, Before>(
  view: PaneView,
  mutation: UseMutationOptions<Result, Error, One, Before>,
  onDone: () => void,
) {
  const make = useMutation(mutation)
  const here = useRef(true)
  useEffect(() => {
    here.current = true
    return () => {
      here.current = false
    }
  }, [])

  const start = (making: One) => {
    const { side, place } = view
    const selection = readSelection(view)
    setSelection(side, place, selectOnly(making.name))
    showName(view, making.name)
    make.mutateAsync(making).then(onDone, (error: unknown) => {
      if (readSelection(view).cursor === making.name) setSelection(side, place, selection)
      if (here.current) return
      onDone()
      const { title, text } = explainError(error)
      notify({
        tone: 'bad',
        title: `“${visibleText(making.name)}” was not made`,
        description: `${title}. ${text}`,
      })
    })
  }
  return { start, error: make.error, forget: make.reset, waiting: make.isPending || make.isSuccess }
}

/** Sees to it that an entry of this name is not filtered away. */
function showName({ pane, update }: PaneView, name: string) {
  const asked = readServerFilter(pane.only)
  const only = 'problem' in asked || asked.passes(name) ? pane.only : ''
  const pattern = readNamePattern(pane.filter)
  const showHidden = pane.showHidden || name.startsWith('.')
  const filter = 'problem' in pattern || pattern.matches(name, foldName(name)) ? pane.filter : ''
  if (showHidden !== pane.showHidden || filter !== pane.filter || only !== pane.only)
    update({ showHidden, filter, only })
}

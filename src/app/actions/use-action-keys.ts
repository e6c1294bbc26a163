import { useEffect } from 'react'
import { isKey, editsText } from '../../components/keys'
import { type Action, isAvailable, offeredActions } from '../shared/actions'

/** The keys of everything that is offered, on the whole page: a key of the screen works wherever the focus is. */
export function useActionKeys() {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return
      const found = findAction(event)
      if (!found) return
      // Also when it cannot be done now: F5 must never reload the page that is about to copy.
      event.preventDefault()
      // A question or an open menu is answered first.
      if (document.querySelector('[data-question], [role=menu], [role=listbox]')) return
      if (isAvailable(found)) found.run()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}

function findAction(event: KeyboardEvent): Action | undefined {
  const target = event.target instanceof Element ? event.target : null
  const isTyping = target?.closest('input, textarea, select, [contenteditable]') != null
  const inList = target?.closest('[role=grid]') != null
  return offeredActions().find(
    ({ keys = [], inList: listOnly = false }) =>
      (!listOnly || inList) && keys.some((key) => isKey(event, key) && !(isTyping && editsText(key))),
  )
}

import { useEffect, useEffectEvent } from 'react'

/** Of a dialog: where the keyboard goes on when what opened it is gone by the time it is closed. */
export function useFocusAfter(focusAfter: () => HTMLElement | null) {
  const onGone = useEffectEvent(() => {
    if (document.activeElement === document.body) focusAfter()?.focus()
  })
  useEffect(
    () => () => {
      // The dialog returns the focus itself, a moment after it is gone, when there is where to.
      setTimeout(onGone)
    },
    [],
  )
}

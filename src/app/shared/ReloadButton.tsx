import { useIsMutating } from '@tanstack/react-query'
import { Button, type ButtonProps } from '../../components/Button'

/**
 * Loads the page anew, as a newer version of it needs. Checklist D5: not while something is on its way to Globus, whose
 * answer a page that reloads would not hear.
 */
export function ReloadButton(props: Pick<ButtonProps, 'look' | 'className' | 'children'>) {
  const waiting = useIsMutating() > 0
  return (
    <>
      <Button {...props} busy={waiting} onClick={() => window.location.reload()} />
      {waiting && (
        <span role="status" className="text-ink-2">
          Something is still being sent to Globus. You can reload when it has answered.
        </span>
      )}
    </>
  )
}

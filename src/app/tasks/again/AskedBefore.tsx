import type { ComponentProps } from 'react'
import { Button } from '../../../components/Button'
import { formatDateTime } from '../../../components/format'
import { Notice } from '../../../components/Notice'
import { ErrorNotice } from '../../shared/ErrorNotice'
import { type Asked, NotTheSame } from './asked-again'

type AskedBeforeProps = {
  /** "the transfer". */
  what: string
  asked: Asked | null
  isBusy: boolean
  /** Whether an earlier request was left to itself in this question. */
  isLeft: boolean
  failure: ComponentProps<typeof ErrorNotice> | null
  onLeave: () => void
}

/** What became of what was asked for, in this question or in an earlier one about the same task. */
export function AskedBefore({ what, asked, isBusy, isLeft, failure, onLeave }: AskedBeforeProps) {
  const leave = asked && <Button onClick={onLeave}>Leave it and choose anew</Button>
  if (failure?.error instanceof NotTheSame && asked)
    return (
      <Notice live tone="warn" title="The earlier request cannot be sent again" actions={leave}>
        What is known of the task has changed since {formatDateTime(asked.at)}. Look among your tasks whether
        it was started.
      </Notice>
    )
  if (failure) return <ErrorNotice {...failure} actions={leave} />
  if (asked && !isBusy)
    return (
      <Notice live tone="warn" title="An earlier request may have been started" actions={leave}>
        It was sent {formatDateTime(asked.at)}, and no answer has come. Sent again as it is, it cannot become
        a second task. Left, it may run beside what you start next.
      </Notice>
    )
  if (isLeft && !isBusy)
    return (
      // What was pressed is gone.
      <p ref={focus} tabIndex={-1} className="text-warn outline-none">
        The earlier request is left to itself. If it was started, {what} that you start now is a second one
        beside it.
      </p>
    )
  return null
}

const focus = (element: HTMLElement | null) => element?.focus()

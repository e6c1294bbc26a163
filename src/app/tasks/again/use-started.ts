import { notify } from '../../../components/toasts'
import { visibleText } from '../../../components/visible-name'
import { useFollow } from '../../shared/use-follow'
import type { Started } from '../../shared/use-submission'

/** Shows what was started: the task itself, or to whoever has closed the question meanwhile where it is. */
export function useShowStarted() {
  const follow = useFollow()
  return ({ task, label }: Started, isAsked: boolean) =>
    isAsked
      ? follow(task)
      : notify({
          title: 'Started again',
          ...(label && { description: visibleText(label) }),
          action: { label: 'See the task', onClick: () => follow(task) },
        })
}

import { Button } from '../../components/Button'
import { runAction } from '../shared/actions'

/** Of the `Action` that copies what a help desk asks for; offered with the ids of the task. */
export const COPY_FOR_HELP = 'open-help'

/** Copies it from where it is told that somebody's help is needed. */
export const CopyForHelp = () => (
  <Button onClick={() => runAction(COPY_FOR_HELP)}>Copy for the help desk</Button>
)

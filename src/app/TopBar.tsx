import { useQuery } from '@tanstack/react-query'
import { Activity, Columns2 } from 'lucide-react'
import { NavLink } from 'react-router'
import { taskQueries } from '../api/queries/tasks'
import { isRunning } from '../api/tasks'
import { PageActions } from './actions/PageActions'
import { useLastFiles } from './last-files'
import { tasksPath } from './paths'
import { PersonButton } from './PersonButton'
import { useServices } from './services'
import { Brand } from './shared/Brand'

/** Brand and host, the screens, the person. */
export function TopBar() {
  const { config } = useServices()
  const { data } = useQuery(taskQueries.board())
  const running = data?.DATA.filter(isRunning).length ?? 0
  const files = useLastFiles(({ path }) => path)
  return (
    <header className="flex h-11.5 shrink-0 items-center gap-2 border-b border-line bg-panel px-3 sm:gap-3 sm:px-4">
      <Brand />
      {config.title && (
        <span className="hidden max-w-64 truncate border-l border-line pl-3 text-ink-2 lg:block">
          {config.title}
        </span>
      )}
      <nav aria-label="Screens" className="flex h-full items-stretch gap-1 sm:ml-3">
        <Screen to={files} Icon={Columns2} label="Files" />
        <Screen to={tasksPath()} Icon={Activity} label="Tasks" count={running} />
      </nav>
      <div className="flex-1" />
      <PageActions />
      <PersonButton />
    </header>
  )
}

type ScreenProps = { to: string; Icon: typeof Activity; label: string; count?: number }

function Screen({ to, Icon, label, count = 0 }: ScreenProps) {
  return (
    <NavLink
      to={to}
      className="flex items-center gap-2 border-b-2 border-transparent px-2 text-ink-2 hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-semibold aria-[current=page]:text-ink sm:px-3"
    >
      <Icon aria-hidden size={16} strokeWidth={1.75} className="max-[380px]:hidden" />
      {label}
      {count > 0 && (
        <span className="rounded-full bg-accent-soft px-1.5 text-xs font-semibold text-accent-ink">
          {count}
          <span className="sr-only"> running</span>
        </span>
      )}
    </NavLink>
  )
}

import { useQuery } from '@tanstack/react-query'
import { Activity, Columns2, PackageOpen } from 'lucide-react'
import { memo } from 'react'
import { useLocation } from 'react-router'
import { formatCount } from '../components/format'
import { type Board, partsOf } from '../api/queries/board'
import { taskQueries } from '../api/queries/tasks'
import { PageActions } from './actions/PageActions'
import { useLastFiles } from './last-files'
import { tasksPath, transferPath } from './paths'
import { PersonButton } from './PersonButton'
import { useServices } from './services'
import { Brand } from './shared/Brand'
import { useDraft } from './shared/draft/draft-store'
import { PageLink } from './shared/PageLink'

/** Brand and host, the screens, the person. */
export function TopBar() {
  const { config } = useServices()
  return (
    <header className="flex h-11.5 shrink-0 items-center gap-2 border-b border-line bg-panel px-3 sm:gap-3 sm:px-4">
      <Brand />
      {config.title && (
        <span className="hidden max-w-64 truncate border-l border-line pl-3 text-ink-2 lg:block">
          {config.title}
        </span>
      )}
      <Screens />
      <div className="flex-1" />
      <PageActions />
      <PersonButton />
    </header>
  )
}

function Screens() {
  const { pathname } = useLocation()
  const { data: running = 0 } = useQuery({ ...taskQueries.board(), select: countRunning })
  const files = useLastFiles(({ path }) => path)
  const items = useDraft(({ draft }) => draft.items.length)
  const [, screen] = pathname.toLowerCase().split('/', 2)
  return (
    <nav aria-label="Screens" className="flex h-full items-stretch gap-1 sm:ml-3">
      <Screen to={files} Icon={Columns2} label="Files" open={screen === 'files'} />
      <Screen
        to={transferPath()}
        Icon={PackageOpen}
        label="Transfer"
        open={screen === 'transfer'}
        count={items}
        counted="in the basket"
      />
      <Screen
        to={tasksPath()}
        Icon={Activity}
        label="Tasks"
        open={screen === 'tasks'}
        count={running}
        counted="running"
      />
    </nav>
  )
}

const countRunning = (board: Board) => partsOf(board).running.length

type ScreenProps = {
  to: string
  Icon: typeof Activity
  label: string
  open: boolean
  count?: number
  counted?: string
}

const Screen = memo(function Screen({ to, Icon, label, open, count = 0, counted }: ScreenProps) {
  return (
    <PageLink
      to={to}
      aria-current={open ? 'page' : undefined}
      className="group flex items-center gap-2 border-b-2 border-transparent px-2 text-ink-2 hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-semibold aria-[current=page]:text-ink sm:px-3"
    >
      <Icon aria-hidden size={16} strokeWidth={1.75} />
      {/* The narrowest screens, and frames, have room for the icons. */}
      <span className="max-sm:not-group-aria-[current=page]:sr-only max-[22rem]:sr-only">{label}</span>
      {count > 0 && (
        <span className="rounded-full bg-accent-soft px-1.5 text-xs font-semibold text-accent-ink">
          {formatCount(count)}
          <span className="sr-only"> {counted}</span>
        </span>
      )}
    </PageLink>
  )
})

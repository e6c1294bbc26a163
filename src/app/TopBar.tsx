import { Menu } from '@base-ui/react/menu'
import { useQuery } from '@tanstack/react-query'
import { Activity, Check, ChevronDown, Columns2 } from 'lucide-react'
import { useState } from 'react'
import { NavLink } from 'react-router'
import { taskQueries } from '../api/queries/tasks'
import { isRunning } from '../api/tasks'
import { notify } from '../components/toasts'
import { applyTheme, readTheme, type Theme, THEMES } from './appearance'
import { servicesOf } from './environments'
import { useLastFiles } from './last-files'
import { tasksPath } from './paths'
import { useAuthState, useServices } from './services'
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
      <PersonMenu />
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
      <Icon aria-hidden size={16} strokeWidth={1.75} />
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

const ITEM =
  'flex min-h-7.5 w-full items-center gap-2 rounded-sm px-2 py-1 outline-none data-highlighted:bg-accent-wash pointer-coarse:min-h-11'
const THEME_NAMES: Record<Theme, string> = { system: 'As the system', light: 'Light', dark: 'Dark' }

function PersonMenu() {
  const { auth, config } = useServices()
  const { session } = useAuthState()
  const [theme, setTheme] = useState(readTheme)
  if (!session) return null
  const { name, username, organization } = session.person
  const initials = (name || username)
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('')

  const signOut = async () => {
    const failed = await auth.signOut()
    if (failed > 0)
      notify({
        tone: 'bad',
        title: 'Signed out here',
        description: 'Globus did not confirm it. The permission ends by itself within two days.',
      })
  }
  const logoutPage = new URL('/v2/web/logout', servicesOf(config).auth)
  logoutPage.search = new URLSearchParams({
    client: config.clientId,
    redirect_uri: auth.settings.redirectUri,
    redirect_name: 'Towpath',
  }).toString()

  return (
    <Menu.Root>
      <Menu.Trigger className="flex h-8 min-w-0 items-center gap-2 rounded-md px-1.5 hover:bg-sunk pointer-coarse:h-11">
        <span
          aria-hidden
          className="flex size-6 shrink-0 items-center justify-center rounded-full bg-accent text-xs font-semibold text-on-accent"
        >
          {initials}
        </span>
        <span className="sr-only max-w-56 truncate sm:not-sr-only">{username}</span>
        <ChevronDown aria-hidden size={14} strokeWidth={1.75} className="shrink-0 text-ink-3" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner align="end" sideOffset={6} className="z-50 outline-none">
          <Menu.Popup className="w-64 rounded-lg border border-line bg-panel p-1.5 shadow-float outline-none">
            <div className="px-2 pt-1 pb-2">
              <p className="truncate font-semibold">{name || username}</p>
              <p className="truncate text-sm text-ink-2">{organization || username}</p>
            </div>
            <Menu.Separator className="my-1 h-px bg-line-soft" />
            <Menu.RadioGroup
              value={theme}
              onValueChange={(next: Theme) => {
                applyTheme(next)
                setTheme(next)
              }}
            >
              {THEMES.map((value) => (
                <Menu.RadioItem key={value} value={value} className={ITEM}>
                  <span className="flex size-4 items-center">
                    <Menu.RadioItemIndicator>
                      <Check aria-hidden size={14} strokeWidth={1.75} />
                    </Menu.RadioItemIndicator>
                  </span>
                  {THEME_NAMES[value]}
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
            <Menu.Separator className="my-1 h-px bg-line-soft" />
            <Menu.Item className={ITEM} onClick={() => void signOut()}>
              Sign out of Towpath
            </Menu.Item>
            <Menu.LinkItem className={ITEM} href={logoutPage.href} target="_blank" rel="noopener noreferrer">
              Sign out of Globus too…
            </Menu.LinkItem>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

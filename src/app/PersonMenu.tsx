import { Menu } from '@base-ui/react/menu'
import { Check } from 'lucide-react'
import { useState } from 'react'
import { notify } from '../components/toasts'
import { applyTheme, readTheme, type Theme, THEMES } from './appearance'
import { servicesOf } from './environments'
import { accessPath } from './paths'
import { PERSON_CLASS, PersonFace } from './PersonFace'
import { useAuthState, useServices } from './services'
import { useHost } from './shared/host'
import { useKept, useKeptKey } from './shared/kept'
import { chooseNotices, hasNotices, NOTICES, wantsNotices } from './shared/notices'
import { PageLink } from './shared/PageLink'

const ITEM =
  'flex min-h-7.5 w-full items-center gap-2 rounded-sm px-2 py-1 outline-none data-highlighted:bg-accent-wash pointer-coarse:min-h-11'
const THEME_NAMES: Record<Theme, string> = { system: 'As the system', light: 'Light', dark: 'Dark' }

/** Who is signed in, how the page looks, and the way out. */
export function PersonMenu() {
  const { auth, config, addressOf } = useServices()
  const { session } = useAuthState()
  const [theme, setTheme] = useState(readTheme)
  const noticesKey = useKeptKey(NOTICES)
  const notices = useKept(noticesKey)
  const isPicker = useHost(({ host }) => Boolean(host?.pick))
  const [bar, setBar] = useState<HTMLDivElement | null>(null)
  if (!session) return null
  const { name, username, organization } = session.person
  const logoutPage = new URL('/v2/web/logout', servicesOf(config).auth)
  logoutPage.search = new URLSearchParams({
    client: config.clientId,
    redirect_uri: auth.settings.redirectUri,
    redirect_name: 'Towpath',
  }).toString()

  const choose = async (wanted: boolean) => {
    const allowed = await chooseNotices(noticesKey, wanted)
    if (wanted && !allowed)
      notify({
        title: 'This browser does not allow notifications',
        description: 'You can change that for this page in its settings.',
        tone: 'bad',
      })
  }

  return (
    <div ref={setBar} className="min-w-0">
      {/* It is put on the page by the click that wants it open. */}
      <Menu.Root defaultOpen>
        <Menu.Trigger className={PERSON_CLASS}>
          <PersonFace person={session.person} />
        </Menu.Trigger>
        {/* In the bar, not at the end of the document: what stands in no landmark is hard to find again. */}
        <Menu.Portal container={bar}>
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
              {hasNotices() && (
                <Menu.CheckboxItem
                  className={ITEM}
                  checked={wantsNotices(notices)}
                  onCheckedChange={(wanted) => void choose(wanted)}
                >
                  <span className="flex size-4 items-center">
                    <Menu.CheckboxItemIndicator>
                      <Check aria-hidden size={14} strokeWidth={1.75} />
                    </Menu.CheckboxItemIndicator>
                  </span>
                  Desktop notifications of tasks
                </Menu.CheckboxItem>
              )}
              {/* A picker has no screen but its own. */}
              {!isPicker && (
                <Menu.Item className={ITEM} render={<PageLink to={accessPath()} />} nativeButton={false}>
                  My access
                </Menu.Item>
              )}
              <Menu.Item className={ITEM} onClick={() => void auth.signOut()}>
                Sign out of Towpath
              </Menu.Item>
              <Menu.LinkItem
                className={ITEM}
                href={addressOf(logoutPage)}
                target="_blank"
                rel="noopener noreferrer"
              >
                Sign out of Globus too…
              </Menu.LinkItem>
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
    </div>
  )
}

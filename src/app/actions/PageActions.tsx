import { Search } from 'lucide-react'
import { useMemo, useState } from 'react'
import { shownKey } from '../../components/keys'
import { applyTheme } from '../appearance'
import { useLastFiles } from '../last-files'
import { tasksPath, transferPath } from '../paths'
import { useServices } from '../services'
import { lazyPart } from '../shared/lazy-part'
import { type Action, useOfferActions } from '../shared/actions'
import { useFollow } from '../shared/use-follow'
import { useActionKeys } from './use-action-keys'

const CommandPalette = lazyPart(() => import('./CommandPalette').then(({ CommandPalette }) => CommandPalette))
const KeysDialog = lazyPart(() => import('./KeysDialog').then(({ KeysDialog }) => KeysDialog))

/** The way to everything that can be done: a button, `Ctrl+K`, and `?` for the keys. What every screen offers is here. */
export function PageActions() {
  const [open, setOpen] = useState<'palette' | 'keys' | null>(null)
  const close = () => setOpen(null)
  useActionKeys()
  const actions = usePageActions(setOpen)
  useOfferActions('page', () => actions)
  return (
    <>
      <button
        type="button"
        aria-keyshortcuts="Control+K"
        onClick={() => setOpen('palette')}
        className="flex h-7.5 items-center gap-2 rounded-md border border-line px-2 text-ink-3 hover:bg-sunk lg:w-56 pointer-coarse:h-11 pointer-coarse:min-w-11"
      >
        <Search aria-hidden size={15} strokeWidth={1.75} />
        <span className="sr-only flex-1 text-left lg:not-sr-only">Find an action…</span>
        <kbd aria-hidden className="hidden rounded-sm border border-line px-1 text-xs lg:block">
          {shownKey('Ctrl+K')}
        </kbd>
      </button>
      {open === 'palette' && <CommandPalette whileLoading={null} onClose={close} />}
      {open === 'keys' && <KeysDialog whileLoading={null} onClose={close} />}
    </>
  )
}

function usePageActions(setOpen: (what: 'palette' | 'keys') => void): readonly Action[] {
  const { auth } = useServices()
  const follow = useFollow()
  const files = useLastFiles(({ path }) => path)
  return useMemo(
    () => [
      { id: 'files', label: 'Go to files', group: 'Page', run: () => follow(files) },
      {
        id: 'transfer',
        label: 'Go to the transfer',
        group: 'Page',
        run: () => follow(transferPath()),
      },
      { id: 'tasks', label: 'Go to tasks', group: 'Page', run: () => follow(tasksPath()) },
      {
        id: 'palette',
        label: 'Find an action',
        group: 'Page',
        keys: ['Ctrl+K'],
        run: () => setOpen('palette'),
      },
      { id: 'keys', label: 'Show all keys', group: 'Page', keys: ['?'], run: () => setOpen('keys') },
      { id: 'light', label: 'Use light colours', group: 'Page', run: () => applyTheme('light') },
      { id: 'dark', label: 'Use dark colours', group: 'Page', run: () => applyTheme('dark') },
      { id: 'system', label: 'Use the system’s colours', group: 'Page', run: () => applyTheme('system') },
      { id: 'sign-out', label: 'Sign out of Towpath', group: 'Page', run: () => void auth.signOut() },
    ],
    [auth, files, follow, setOpen],
  )
}

import { create } from 'zustand'
import { filesPath } from './paths'
import { onSignOut } from './shared/on-sign-out'

/** The panes as they were left, so that coming back from another screen finds them again. */
export const useLastFiles = create<{ path: string }>(() => ({ path: filesPath() }))

export const rememberFiles = (path: string) => useLastFiles.setState({ path })

onSignOut(() => rememberFiles(filesPath()))

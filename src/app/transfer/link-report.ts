import { create } from 'zustand'
import type { DraftLink } from '../shared/draft/draft-link'
import { onSignOut } from '../shared/on-sign-out'

type LinkReport = Pick<DraftLink, 'problems' | 'mirror'>

/** What is to be said about the link that the open draft came from. */
export const useLinkReport = create<LinkReport>(() => ({ problems: [], mirror: false }))

const nothing = () => useLinkReport.setState({ problems: [], mirror: false })
onSignOut(nothing)

export const forgetLinkReport = nothing

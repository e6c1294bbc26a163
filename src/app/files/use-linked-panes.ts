import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { notify } from '../../components/toasts'
import { visibleText } from '../../components/visible-name'
import { otherSide, type Side, SIDES } from '../paths'
import { childFolder, parentPath } from '../shared/file-path'
import { nameIndex } from '../shared/name-index'
import type { PaneView } from './use-pane-view'

/** A step from one folder to the next: into a folder by its name, or out of one. */
type Step = { into: string } | 'out'

/** The step between two folders of one collection; null when it was a jump. */
export function stepBetween(from: string, to: string): Step | null {
  if (parentPath(from, null) === to) return 'out'
  if (parentPath(to, null) !== from) return null
  return { into: to.slice(from.length, -1) }
}

/**
 * While the panes are linked, a step in one is taken in the other as well. A step that the other cannot take, and a jump
 * to somewhere else, ends the link and says so.
 */
export function useLinkedPanes(views: Record<Side, PaneView>) {
  const [linked, setLinked] = useState(false)
  const before = useRef<Record<Side, string | null>>({ left: null, right: null })
  /** Where the other pane was sent: its own step there is no new one. */
  const sent = useRef<Partial<Record<Side, string>>>({})

  const end = (reason: string) => {
    setLinked(false)
    notify({ title: 'The panes are no longer linked', description: reason })
  }

  const follow = (other: PaneView, step: Step) => {
    const { listing } = other
    if (step === 'out') {
      if (other.parent === null) return end('There is nothing above on the other side.')
      sent.current[other.side] = other.parent
      return other.goUp()
    }
    const entry = listing.data && nameIndex(listing.data).get(step.into)
    if (!listing.data || entry === undefined || !listing.data.isFolder[entry])
      return end(`There is no folder “${visibleText(step.into)}” on the other side.`)
    const path = childFolder(listing.data.path, step.into)
    sent.current[other.side] = path
    other.go(path)
  }

  const onMoved = useEffectEvent((side: Side, place: string) => {
    const last = before.current[side]
    before.current[side] = place
    if (!linked || last === null || last === place) return
    const view = views[side]
    if (sent.current[side] === view.path) {
      delete sent.current[side]
      return
    }
    const [collection, from] = last.split('\n', 2)
    if (view.path === null || from === undefined || collection !== view.pane.collection)
      return end('Another collection was opened.')
    const step = stepBetween(from, view.path)
    if (!step) return end('One pane jumped to another folder.')
    follow(views[otherSide(side)], step)
  })

  const { left, right } = views
  useEffect(() => {
    for (const side of SIDES) onMoved(side, { left, right }[side].place)
  }, [left, right])

  return {
    linked,
    toggle: () => {
      sent.current = {}
      setLinked(!linked)
    },
  }
}

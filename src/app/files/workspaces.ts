import { useMemo } from 'react'
import { isUuid, type Side } from '../paths'
import { keep, parseKept, readKept, useKept, useKeptKey } from '../shared/kept'
import { readTypedPath } from '../shared/file-path'

/** A folder of a pane as it was kept, with the name its collection had then; null for the collection's own start. */
export type WorkspacePane = { collection: string; path: string | null; collectionName: string }

/** Two folders side by side that belong to one piece of work. The name tells it from the others. */
export type Workspace = { name: string; panes: Record<Side, WorkspacePane> }

const MOST = 200
const LONGEST_NAME = 128

/** What was kept; what an older page wrote otherwise, or somebody changed by hand, is left out. */
export function readWorkspaces(text: string | null): Workspace[] {
  const stored = parseKept(text)
  if (!Array.isArray(stored)) return []
  const workspaces = stored.slice(0, MOST).flatMap((one: unknown) => readWorkspace(one) ?? [])
  return workspaces.filter(({ name }, at) => workspaces.findIndex((one) => one.name === name) === at)
}

function readWorkspace(stored: unknown): Workspace | null {
  if (!isRecord(stored) || !isName(stored.name) || !isRecord(stored.panes)) return null
  const left = readPlace(stored.panes.left)
  const right = readPlace(stored.panes.right)
  return left && right ? { name: stored.name, panes: { left, right } } : null
}

export function readPlace(stored: unknown): WorkspacePane | null {
  if (!isRecord(stored)) return null
  const { collection, path, collectionName } = stored
  if (typeof collection !== 'string' || !isUuid(collection)) return null
  if (path !== null && (typeof path !== 'string' || 'problem' in readTypedPath(path))) return null
  return { collection, path, collectionName: typeof collectionName === 'string' ? collectionName : '' }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isName = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= LONGEST_NAME && !/[\r\n]/.test(value)

/** The person's workspaces, in this browser only, and how they are changed. */
export function useWorkspaces() {
  const key = useKeptKey('workspaces')
  const text = useKept(key)
  const workspaces = useMemo(() => readWorkspaces(text), [text])
  // Another tab may have kept some since this one looked.
  const change = (next: (now: Workspace[]) => Workspace[]) =>
    keep(key, JSON.stringify(next(readWorkspaces(readKept(key)))))
  return {
    workspaces,
    save: (workspace: Workspace) =>
      change((now) => [...now.filter(({ name }) => name !== workspace.name), workspace]),
    rename: (from: string, to: string) =>
      change((now) => now.map((one) => (one.name === from ? { ...one, name: to } : one))),
    remove: (gone: string) => change((now) => now.filter(({ name }) => name !== gone)),
  }
}

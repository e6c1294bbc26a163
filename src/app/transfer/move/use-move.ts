import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { isForgotten } from '../../../api/errors'
import { fileQueries } from '../../../api/queries/files'
import { taskQueries } from '../../../api/queries/tasks'
import { listSuccessfulTransfers } from '../../../api/tasks'
import { useDraft } from '../../shared/draft/draft-store'
import type { Run } from '../../shared/draft/run'
import type { ListFolder } from '../../shared/folder-walk'
import { type Part, triesOf, useParts } from '../../shared/parts'
import { useRun } from '../submit/use-run'
import { deletionBodies } from './deletion'
import { emptyFolders, foldersToEmpty, proveMove, topmost } from './prove'

/** The tasks that each part of the copy has become: the one it was sent as, and those that were run again in its place. */
export const triesOfCopy = ({ parts }: Pick<Run, 'parts'>, noted: ReadonlyMap<string, Part>) =>
  parts.map(({ task }) => (task === null ? [] : triesOf(noted, task)))

/** The steps of a move after the copy, each begun by the person. */
export function useMove(run: Run) {
  const client = useQueryClient()
  const runner = useRun()
  const id = useDraft(({ id }) => id)
  const noted = useParts()
  const [progress, setProgress] = useState('')
  const stopper = useRef<AbortController | null>(null)
  useEffect(() => () => stopper.current?.abort(), [])

  /** What Globus says now, not what was seen before. */
  const lister =
    (collectionId: string): ListFolder =>
    (path) =>
      client.query({ ...fileQueries.directory(collectionId, path), staleTime: 0, gcTime: 0 })

  const begin = async () => {
    if (!runner || id === null) throw new Error('There is no draft')
    stopper.current?.abort()
    stopper.current = new AbortController()
    const bodies = await runner.sentBodies(id, run)
    const { source_endpoint, destination_endpoint } = bodies[0]!
    return {
      bodies,
      signal: stopper.current.signal,
      listSource: lister(source_endpoint),
      listDestination: lister(destination_endpoint),
    }
  }

  const prove = useMutation({
    mutationFn: async () => {
      const about = await begin()
      const proof = await proveMove({
        ...about,
        tries: triesOfCopy(run, noted),
        getTask: (taskId) =>
          client.query({ ...taskQueries.one(taskId), staleTime: 0 }).catch((error: unknown) => {
            if (isForgotten(error)) return null
            throw error
          }),
        listTransferred: (taskId, marker) => listSuccessfulTransfers(taskId, marker, about.signal),
        onProgress: setProgress,
      })
      return { proof, body: about.bodies[0]! }
    },
  })

  const lookForFolders = useMutation({
    mutationFn: async () => {
      const { bodies, signal, listSource } = await begin()
      const files = await runner!.deletedPaths(id!, run)
      const empty = await emptyFolders(foldersToEmpty(files, bodies), listSource, signal)
      return { empty, body: bodies[0]! }
    },
  })

  return {
    progress,
    stop: () => stopper.current?.abort(),
    prove,
    lookForFolders,
    deleteFiles: () => {
      const { proof, body } = prove.data ?? {}
      if (proof?.kind === 'proven' && body)
        void runner?.startDeletion(
          'files',
          deletionBodies(
            body,
            proof.files.map(({ source }) => source),
            false,
          ),
        )
    },
    deleteFolders: () => {
      const { empty, body } = lookForFolders.data ?? {}
      if (empty && body) void runner?.startDeletion('folders', deletionBodies(body, topmost(empty), true))
    },
    goOn: (name: 'files' | 'folders') => void runner?.goOn(name),
  }
}

export type Move = ReturnType<typeof useMove>

import type { ReactNode } from 'react'
import { Navigate, Route, Routes } from 'react-router'
import { ErrorScreen, PageError } from './ErrorScreen'
import { Gate } from './Gate'
import { ErrorBoundary } from './shared/error-boundary'
import { lazyPart } from './shared/lazy-part'

/*
 * Screens are lazy components, not lazy routes: a route's code would be fetched with the address, also for somebody who
 * has still to sign in and only sees the door.
 */
const FilesPage = lazyPart(() => import('./files/FilesPage').then(({ FilesPage }) => FilesPage))
const FileManagerLink = lazyPart(() =>
  import('./files/FileManagerLink').then(({ FileManagerLink }) => FileManagerLink),
)
const TasksPage = lazyPart(() => import('./tasks/TasksPage').then(({ TasksPage }) => TasksPage))
const TaskPage = lazyPart(() => import('./tasks/TaskPage').then(({ TaskPage }) => TaskPage))
const TransferPage = lazyPart(() =>
  import('./transfer/TransferPage').then(({ TransferPage }) => TransferPage),
)
const AccessPage = lazyPart(() => import('./access/AccessPage').then(({ AccessPage }) => AccessPage))
const UnknownPage = lazyPart(() => import('./UnknownPage').then(({ UnknownPage }) => UnknownPage))

/**
 * The whole route tree. The router's declarative half: what we fetch is React Query's, and the half that fetches is
 * 17 kB of the first load.
 */
export const AppRoutes = () => (
  <ErrorBoundary whenFailed={PageError}>
    <Routes>
      {/* Also for somebody who has still to sign in: they come back to where they went. */}
      <Route index element={<Navigate replace to="/files" />} />
      <Route element={<Gate />}>
        <Route path="files" element={<Guarded screen={<FilesPage />} />} />
        <Route path="file-manager" element={<Guarded screen={<FileManagerLink />} />} />
        <Route path="transfer" element={<Guarded screen={<TransferPage />} />} />
        <Route path="tasks" element={<Guarded screen={<TasksPage />} />} />
        <Route path="tasks/:taskId" element={<Guarded screen={<TaskPage />} />} />
        <Route path="access" element={<Guarded screen={<AccessPage />} />} />
        <Route path="*" element={<UnknownPage />} />
      </Route>
    </Routes>
  </ErrorBoundary>
)

/** A screen that fails leaves the bar above it, and with that the way to the others. */
const Guarded = ({ screen }: { screen: ReactNode }) => (
  <ErrorBoundary whenFailed={ErrorScreen}>{screen}</ErrorBoundary>
)

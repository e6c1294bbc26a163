import { createHashRouter, redirect } from 'react-router'
import { ErrorScreen, PageError } from './ErrorScreen'
import { Gate } from './Gate'
import { lazyPart } from './shared/lazy-part'

/*
 * Screens are lazy components, not lazy routes: a route's code would be fetched with the address, also for somebody who
 * has still to sign in and only sees the door.
 */
const FilesPage = lazyPart(() => import('./files/FilesPage').then(({ FilesPage }) => FilesPage))
const TasksPage = lazyPart(() => import('./tasks/TasksPage').then(({ TasksPage }) => TasksPage))
const TaskPage = lazyPart(() => import('./tasks/TaskPage').then(({ TaskPage }) => TaskPage))
const UnknownPage = lazyPart(() => import('./UnknownPage').then(({ UnknownPage }) => UnknownPage))

/** The whole route tree. Hash routing, so that the same files work below any path of any host (design decision 2). */
export const createAppRouter = () =>
  createHashRouter([
    {
      path: '/',
      Component: Gate,
      ErrorBoundary: PageError,
      HydrateFallback: () => null,
      children: [
        { index: true, loader: () => redirect('/files') },
        { path: 'files', Component: FilesPage, ErrorBoundary: ErrorScreen },
        { path: 'tasks', Component: TasksPage, ErrorBoundary: ErrorScreen },
        { path: 'tasks/:taskId', Component: TaskPage, ErrorBoundary: ErrorScreen },
        { path: '*', Component: UnknownPage },
      ],
    },
  ])

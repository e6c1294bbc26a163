import { lazy } from 'react'
import { createHashRouter, redirect } from 'react-router'
import { ErrorScreen, PageError } from './ErrorScreen'
import { Gate } from './Gate'

/*
 * Screens are lazy components, not lazy routes: a route's code would be fetched with the address, also for somebody who
 * has still to sign in and only sees the door.
 */
const FilesPage = lazy(() => import('./files/FilesPage').then(({ FilesPage }) => ({ default: FilesPage })))
const TasksPage = lazy(() => import('./tasks/TasksPage').then(({ TasksPage }) => ({ default: TasksPage })))
const TaskPage = lazy(() => import('./tasks/TaskPage').then(({ TaskPage }) => ({ default: TaskPage })))
const UnknownPage = lazy(() => import('./UnknownPage').then(({ UnknownPage }) => ({ default: UnknownPage })))

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

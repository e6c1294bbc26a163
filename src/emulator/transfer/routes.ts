import type { Route } from '../http'
import { endpointRoutes } from './endpoints'
import { fileRoutes } from './files'
import { submissionRoutes } from './submissions'
import { taskRoutes } from './tasks'

/** Globus Transfer v0.10. https://docs.globus.org/api/transfer/ */
export const transferRoutes: readonly Route[] = [
  ...endpointRoutes,
  ...fileRoutes,
  ...submissionRoutes,
  ...taskRoutes,
]

import type { Route } from '../http'
import { accessRuleRoutes } from './access-rules'
import { endpointRoutes } from './endpoints'
import { fileRoutes } from './files'
import { roleRoutes } from './roles'
import { submissionRoutes } from './submissions'
import { taskRoutes } from './tasks'

/** Globus Transfer v0.10. https://docs.globus.org/api/transfer/ */
export const transferRoutes: readonly Route[] = [
  ...endpointRoutes,
  ...accessRuleRoutes,
  ...roleRoutes,
  ...fileRoutes,
  ...submissionRoutes,
  ...taskRoutes,
]

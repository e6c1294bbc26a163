import type { Route } from '../http'
import { accessRuleRoutes } from './access-rules'
import { activationRoutes } from './activation'
import { bookmarkRoutes } from './bookmarks'
import { bookmarkV2Routes } from './bookmarks-v2'
import { endpointChangeRoutes } from './endpoint-changes'
import { endpointRoutes } from './endpoints'
import { fileRoutes } from './files'
import { guestCollectionRoutes } from './guest-collections'
import { managerActionRoutes } from './manager-actions'
import { managerEndpointRoutes } from './manager-endpoints'
import { managerTaskRoutes } from './manager-tasks'
import { pauseRuleRoutes } from './pause-rules'
import { roleRoutes } from './roles'
import { serverRoutes } from './servers'
import { submissionRoutes } from './submissions'
import { subscriptionRoutes } from './subscriptions'
import { taskRoutes } from './tasks'

/** Globus Transfer v0.10 and what there is of v2. https://docs.globus.org/api/transfer/ */
export const transferRoutes: readonly Route[] = [
  ...endpointRoutes,
  ...endpointChangeRoutes,
  ...subscriptionRoutes,
  ...serverRoutes,
  ...guestCollectionRoutes,
  ...accessRuleRoutes,
  ...roleRoutes,
  ...bookmarkRoutes,
  ...bookmarkV2Routes,
  ...activationRoutes,
  ...fileRoutes,
  ...submissionRoutes,
  ...taskRoutes,
  ...managerEndpointRoutes,
  ...managerTaskRoutes,
  ...managerActionRoutes,
  ...pauseRuleRoutes,
]

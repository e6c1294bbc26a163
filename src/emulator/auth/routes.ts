import type { Route } from '../http'

/** The resources of Globus Auth. */
export const authRoutes: readonly Route[] = []

import { queryOptions } from '@tanstack/react-query'
import { listConsents } from '../auth-service'

export const consentQueries = {
  all: () => ['consents'] as const,
  of: (identity: string) =>
    queryOptions({
      queryKey: [...consentQueries.all(), identity],
      queryFn: async ({ signal }) => (await listConsents(identity, signal)).consents,
      staleTime: 60_000,
    }),
}

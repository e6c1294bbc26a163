import { QueryClient } from '@tanstack/react-query'
import { retryDelayMs, retryTransient } from './errors'

/** One cache per page. Reads retry what is transient; writes retry only where they say so themselves. */
export const createQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: { retry: retryTransient, retryDelay: retryDelayMs, staleTime: 10_000, networkMode: 'always' },
      mutations: { retry: false, networkMode: 'always' },
    },
  })

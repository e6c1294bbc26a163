import { QueryClientProvider } from '@tanstack/react-query'
import { useState } from 'react'
import { HashRouter } from 'react-router'
import { createQueryClient } from '../api/query-client'
import { AppRoutes } from './routes'
import { type AppServices, ServicesProvider } from './services'

/** The whole app over its services. */
export function App({ services }: { services: AppServices }) {
  const [queryClient] = useState(createQueryClient)
  return (
    <ServicesProvider value={services}>
      <QueryClientProvider client={queryClient}>
        {/* So that the same files work below any path of any host (design decision 2). */}
        <HashRouter>
          <AppRoutes />
        </HashRouter>
      </QueryClientProvider>
    </ServicesProvider>
  )
}

import { QueryClientProvider } from '@tanstack/react-query'
import { useState } from 'react'
import { createQueryClient } from '../api/query-client'
import { AppRouter } from './AppRouter'
import { AppRoutes } from './routes'
import { type AppServices, ServicesProvider } from './services'

/** The whole app over its services. */
export function App({ services }: { services: AppServices }) {
  const [queryClient] = useState(createQueryClient)
  return (
    <ServicesProvider value={services}>
      <QueryClientProvider client={queryClient}>
        <AppRouter>
          <AppRoutes />
        </AppRouter>
      </QueryClientProvider>
    </ServicesProvider>
  )
}

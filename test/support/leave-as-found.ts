import { afterAll, vi } from 'vitest'

// Files share their worker with others of their project: none leaves its stand-ins to the next.
afterAll(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

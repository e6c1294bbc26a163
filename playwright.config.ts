import { defineConfig } from '@playwright/test'
import { quickestChromium } from './scripts/find-chromium.mjs'

/** The journeys of test/e2e, in Chromium. `npm start` builds the page anew, so its journey runs when nobody uses dist. */
export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  reporter: 'list',
  fullyParallel: true,
  workers: 2,
  // A machine that others use too stalls for seconds now and then. What passes only then is named “flaky” at the end.
  retries: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    trace: 'off',
    // Drawing what moves takes a third of the processor's time where there is no graphics card.
    contextOptions: { reducedMotion: 'reduce' },
    viewport: { width: 1366, height: 800 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    actionTimeout: 10_000,
    navigationTimeout: 15_000,
    launchOptions: {
      executablePath: quickestChromium(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        // As people's browsers do, and the shell does not by itself.
        '--site-per-process',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-quic',
        '--no-first-run',
      ],
    },
  },
  projects: [
    { name: 'page', testIgnore: 'start.spec.ts' },
    { name: 'npm start', testMatch: 'start.spec.ts', dependencies: ['page'] },
  ],
})

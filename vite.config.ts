import { availableParallelism } from 'node:os'
import react from '@vitejs/plugin-react'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vitest/config'
import type { Plugin } from 'vite'

/**
 * Security checklist C1: the policy of the live page, word for word. It is injected at build only, because the dev
 * server needs inline modules for hot reload.
 */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
  "connect-src 'self' https://auth.globus.org https://transfer.api.globus.org https://*.data.globus.org; " +
  "manifest-src 'self'; worker-src 'none'; frame-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; " +
  "require-trusted-types-for 'script'; trusted-types 'none'"

/** The demo talks to nobody (checklist I1), and makes markup of the pages of its emulated sign-in service. */
const DEMO_CONTENT_SECURITY_POLICY = CONTENT_SECURITY_POLICY.replace(/ https:[^ ;]+/g, '').replace(
  "trusted-types 'none'",
  'trusted-types towpath-emulator-pages',
)

const contentSecurityPolicy: Plugin = {
  name: 'towpath:content-security-policy',
  apply: 'build',
  transformIndexHtml: (html, { path }) => {
    const policy = path === '/demo.html' ? DEMO_CONTENT_SECURITY_POLICY : CONTENT_SECURITY_POLICY
    return html.replace(
      '<meta charset="utf-8" />',
      `<meta charset="utf-8" />\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`,
    )
  },
}

export default defineConfig({
  base: './',
  plugins: [react(), tailwindcss(), contentSecurityPolicy],
  build: {
    target: 'es2022',
    manifest: true,
    // The preload polyfill is an inline script, which the policy forbids and current browsers do not need.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: ['index.html', 'demo.html'],
      // With all that it imports: what both pages begin with would otherwise come in many small pieces.
      output: {
        codeSplitting: {
          groups: [{ name: 'app', test: /src[\\/](app[\\/]boot\.tsx|auth[\\/]callback\.ts)$/ }],
        },
      },
    },
  },
  test: {
    // Screens wait for what takes its time, such as polls: as many workers as processors would leave these idle.
    maxWorkers: availableParallelism() + 1,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          environment: 'node',
          // Property tests on a machine that others use too.
          testTimeout: 20_000,
          // What the files import is read once in each worker: half of their time.
          isolate: false,
          setupFiles: ['test/support/leave-as-found.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'screens',
          include: ['test/screens/**/*.test.tsx'],
          environment: 'jsdom',
          testTimeout: 20_000,
          // A machine that others use too stalls for seconds now and then; the report names what passed only then.
          retry: 1,
          isolate: false,
          setupFiles: ['test/support/leave-as-found.ts', 'test/support/setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'contract',
          include: ['test/contract/**/*.test.ts'],
          environment: 'node',
          // Servers and command lines on a machine that others use too.
          testTimeout: 20_000,
        },
      },
    ],
  },
})

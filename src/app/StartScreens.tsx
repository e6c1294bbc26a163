import type { ReactNode } from 'react'
import { Brand } from './shared/Brand'

/** A page with one thing to say, before or instead of the app. */
export const PlainScreen = ({ children }: { children: ReactNode }) => (
  <main className="h-full">
    <PlainCard>{children}</PlainCard>
  </main>
)

/** The same where the shell stands around it, which has the page's one `main`. */
export const PlainCard = ({ children }: { children: ReactNode }) => (
  <div className="flex min-h-full items-center justify-center p-4">
    <div className="flex w-[min(27rem,100%)] flex-col gap-4 rounded-lg border border-line bg-panel p-6 sm:p-8">
      {children}
    </div>
  </div>
)

export function SplashScreen({ text }: { text: string }) {
  return (
    <PlainScreen>
      <Brand large />
      <p role="status" className="text-ink-2">
        {text}
      </p>
    </PlainScreen>
  )
}

/** For the person who puts the page up: what is wrong with `config.json`, key by key. */
export function SetupScreen({ problems }: { problems: string[] }) {
  return (
    <PlainScreen>
      <Brand large />
      <h1 className="text-lg font-semibold">This page is not set up yet</h1>
      <p className="text-ink-2">
        Its <code className="font-mono">config.json</code> needs attention from whoever runs this site:
      </p>
      <div role="alert">
        <ul className="flex list-disc flex-col gap-1.5 pl-5 break-words">
          {problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      </div>
      <p className="text-ink-2">Correct the file and reload. Nothing needs to be built again.</p>
    </PlainScreen>
  )
}

/** Inside a frame of another page nothing can be operated. */
export function FramedScreen({ pageAddress }: { pageAddress: string }) {
  return (
    <PlainScreen>
      <Brand large />
      <p className="text-ink-2">This page does not run inside another one.</p>
      <a
        href={pageAddress}
        target="_blank"
        rel="noopener noreferrer"
        className="w-fit rounded-md font-semibold text-accent-ink underline"
      >
        Open Towpath in its own tab
      </a>
    </PlainScreen>
  )
}

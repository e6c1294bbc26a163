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
    <div
      data-card
      className="flex w-[min(27rem,100%)] flex-col gap-4 rounded-lg border border-line bg-panel p-6 sm:p-8"
    >
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
export function SetupScreen({ problems, pageAddress }: { problems: string[]; pageAddress: string }) {
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
      <RedirectUri address={pageAddress}>
        The redirect URI to register at Globus for this page, slash included:
      </RedirectUri>
    </PlainScreen>
  )
}

/** The exact string that Globus must know; it compares character by character. */
export const RedirectUri = ({ address, children }: { address: string; children: ReactNode }) => (
  <p className="text-ink-2">
    {children} <code className="block font-mono wrap-anywhere text-ink select-all">{address}</code>
  </p>
)

/** Globus knows the page by another address than the one it was opened at. */
export function ElsewhereScreen({ registered, pageAddress }: { registered: string; pageAddress: string }) {
  return (
    <PlainScreen>
      <Brand large />
      <h1 className="text-lg font-semibold">This page has another address</h1>
      <p className="text-ink-2">
        Nobody can sign in here, because Globus knows the page by its other address only.
      </p>
      <a href={registered + window.location.hash} className={LINK}>
        Go to {registered}
      </a>
      <details className="text-sm text-ink-2">
        <summary className="w-fit cursor-pointer rounded-sm hover:text-ink">
          For whoever runs this page
        </summary>
        <div className="mt-2">
          <RedirectUri address={pageAddress}>
            To have it here, register this redirect URI at Globus and write it as{' '}
            <code className="font-mono">redirectUri</code> into <code className="font-mono">config.json</code>
            :
          </RedirectUri>
        </div>
      </details>
    </PlainScreen>
  )
}

/** Without https there is no Web Crypto, and with that no sign-in. */
export function InsecureScreen({ pageAddress }: { pageAddress: string }) {
  const secure = pageAddress.replace(/^http:/, 'https:')
  return (
    <PlainScreen>
      <Brand large />
      <h1 className="text-lg font-semibold">This page needs https</h1>
      <p className="text-ink-2">
        Browsers give the tools of a safe sign-in only to pages that come over https, and Globus sends nobody
        back to others.
      </p>
      <a href={secure} className={LINK}>
        Go to {secure}
      </a>
    </PlainScreen>
  )
}

/** The window in which somebody has signed in for another page: that one closes it. */
export function HandedOverScreen({ pageAddress }: { pageAddress: string }) {
  return (
    <PlainScreen>
      <Brand large />
      <p role="status">Go on in the window you came from. You can close this one.</p>
      <p className="text-ink-2">
        Is that window gone? <a href={pageAddress}>Start afresh here</a>.
      </p>
    </PlainScreen>
  )
}

const LINK = 'w-fit rounded-md font-semibold break-all text-accent-ink underline'

/** Inside a frame of another page nothing can be operated. */
export function FramedScreen({ pageAddress }: { pageAddress: string }) {
  return (
    <PlainScreen>
      <Brand large />
      <h1 className="text-lg font-semibold">This page does not run inside another one</h1>
      <a href={pageAddress} target="_blank" rel="noopener noreferrer" className={LINK}>
        Open Towpath in its own tab
      </a>
    </PlainScreen>
  )
}

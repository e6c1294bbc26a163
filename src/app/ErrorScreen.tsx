import { Brand } from './shared/Brand'
import { ReloadButton } from './shared/ReloadButton'
import { PlainCard } from './StartScreens'

/** In place of the whole page. */
export const PageError = ({ error }: { error: unknown }) => (
  <main className="h-full">
    <ErrorScreen error={error} />
  </main>
)

/** For what no screen expected: a part that could not be loaded, or a mistake of ours. */
export function ErrorScreen({ error }: { error: unknown }) {
  // Browsers word a failed import differently; all of them mention the module or the import.
  const missingPart = error instanceof TypeError && /import|module/i.test(error.message)
  return (
    <PlainCard>
      <Brand large />
      <h1 className="text-lg font-semibold">
        {missingPart ? 'A part of this page could not be loaded' : 'Something in this page failed'}
      </h1>
      <p className="text-ink-2">
        {missingPart
          ? 'The connection broke, or a newer version was put up meanwhile. Reload to go on where you are.'
          : 'Reload to go on where you are. Running tasks are not affected.'}
      </p>
      <ReloadButton look="primary" className="self-start">
        Reload
      </ReloadButton>
    </PlainCard>
  )
}

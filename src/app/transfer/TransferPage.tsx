import { lazyPart } from '../shared/lazy-part'
import { useDraft } from '../shared/draft/draft-store'
import { useTitle } from '../shared/use-title'
import { Basket } from './Basket'
import { Preflight } from './Preflight'
import { PreflightProvider } from './preflight/PreflightProvider'
import { RouteHeader } from './RouteHeader'
import { StartBar } from './StartBar'

const Options = lazyPart(() => import('./options/Options').then(({ Options }) => Options))
const CodePanel = lazyPart(() => import('./CodePanel').then(({ CodePanel }) => CodePanel))
const LinkBanner = lazyPart(() => import('./LinkBanner').then(({ LinkBanner }) => LinkBanner))

/**
 * The transfer builder: what goes where and how on the left; what is to be known before it leaves, the same as code, and
 * the start on the right.
 */
export const TransferPage = () => (
  <PreflightProvider>
    <TransferBuilder />
  </PreflightProvider>
)

function TransferBuilder() {
  useTitle('Transfer')
  const isOpen = useDraft(({ id }) => id !== null)
  const isSent = useDraft(({ run }) => run !== null)
  // Nobody is shown an empty basket who left a full one.
  if (!isOpen) return <p className="p-4 text-ink-2">Opening your transfer…</p>
  return (
    <div className="relative flex min-h-0 flex-1 flex-col gap-2 overflow-y-auto p-2 lg:flex-row lg:overflow-hidden">
      <h1 className="sr-only">Transfer</h1>
      <div
        // Nothing in it takes the keyboard once it was sent, so that it has to scroll by itself.
        {...(isSent && { role: 'region', 'aria-label': 'What was sent', tabIndex: 0 })}
        className="relative flex min-w-0 flex-col gap-4 rounded-lg border border-line bg-panel p-4 *:shrink-0 sm:p-5 lg:min-h-0 lg:flex-[1.25] lg:overflow-y-auto"
      >
        <LinkBanner whileLoading={null} />
        {/* What was sent is looked at, and not changed. */}
        <fieldset disabled={isSent} className="contents">
          <RouteHeader />
          <Basket />
          <Options whileLoading={null} />
        </fieldset>
      </div>
      <div className="flex min-w-0 flex-col gap-4 rounded-lg border border-line bg-panel p-4 sm:p-5 lg:min-h-0 lg:flex-1">
        <div className="relative flex min-w-0 flex-col gap-4 *:shrink-0 lg:min-h-0 lg:flex-1 lg:overflow-y-auto">
          {!isSent && <Preflight />}
          <CodePanel whileLoading={null} />
        </div>
        <StartBar />
      </div>
    </div>
  )
}

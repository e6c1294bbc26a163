import { Component, type ComponentType, createElement, lazy, type ReactNode, Suspense, useState } from 'react'
import { Button } from '../../components/Button'
import { prefetchLater } from './prefetch'
import { ReloadButton } from './ReloadButton'

type PartStates = {
  /** Stands there until the code has come; left out, the `Suspense` above shows its own. */
  whileLoading?: ReactNode
  /** In place of the usual words and button, when the code cannot be had. */
  whenMissing?: ComponentType<{ onRetry: () => void }>
}

/** The code of a part could not be had: the connection broke, the server is gone, or a newer version was put up. */
class PartMissing extends Error {
  override name = 'PartMissing'
}

/**
 * A component whose code comes when it is needed, or before that when the page is idle. When it cannot be had, only
 * this part says so, and can be tried again: `lazy` by itself would keep the refusal and take the whole page down.
 */
export function lazyPart<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  const attempt = () =>
    lazy(async () => {
      try {
        return { default: await load() }
      } catch (cause) {
        throw new PartMissing('A part of this page could not be loaded', { cause })
      }
    })
  let newest = attempt()
  prefetchLater(load)

  return function LazyPart(props: Props & PartStates) {
    const [Part, setPart] = useState(() => newest)
    const [attempts, setAttempts] = useState(1)
    const retry = () => {
      setPart(newest)
      setAttempts(attempts + 1)
    }
    const WhenMissing = props.whenMissing
    const part = createElement(Part, props)
    return (
      <MissingBoundary
        key={attempts}
        // Only now: a part that is not yet on the page is begun anew by each rendering, and would be tried for ever.
        onMissing={() => {
          if (newest === Part) newest = attempt()
        }}
        missing={
          WhenMissing ? <WhenMissing onRetry={retry} /> : <Missing attempts={attempts} onRetry={retry} />
        }
      >
        {props.whileLoading === undefined ? part : <Suspense fallback={props.whileLoading}>{part}</Suspense>}
      </MissingBoundary>
    )
  }
}

type MissingProps = { attempts: number; onRetry: () => void }

function Missing({ attempts, onRetry }: MissingProps) {
  return (
    <span role="alert" className="flex flex-wrap items-center gap-2 p-1 text-ink-2">
      This part could not be loaded.
      <Button onClick={onRetry}>Try again</Button>
      {/* Some browsers remember a failed import for as long as the page is open. */}
      {attempts > 1 && <ReloadButton>Reload the page</ReloadButton>}
    </span>
  )
}

type BoundaryProps = { missing: ReactNode; onMissing: () => void; children: ReactNode }

class MissingBoundary extends Component<BoundaryProps, { error: unknown }> {
  override state: { error: unknown } = { error: null }

  static getDerivedStateFromError = (error: unknown) => ({ error })

  override componentDidCatch() {
    this.props.onMissing()
  }

  override render() {
    const { error } = this.state
    // A mistake of ours inside the part is not for here.
    if (error !== null && !(error instanceof PartMissing)) throw error
    return error === null ? this.props.children : this.props.missing
  }
}

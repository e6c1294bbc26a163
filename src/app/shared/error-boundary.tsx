import { Component, type ComponentType, type ReactNode } from 'react'
import { useLocation } from 'react-router'

type Props = { children: ReactNode; whenFailed: ComponentType<{ error: unknown }> }
type State = { failure: { error: unknown } | null; pathname: string }

/** Shows something else in place of children that fail, until the page is at another address. */
export function ErrorBoundary(props: Props) {
  const { pathname } = useLocation()
  return <Boundary {...props} pathname={pathname} />
}

class Boundary extends Component<Props & { pathname: string }, State> {
  override state: State = { failure: null, pathname: this.props.pathname }

  static getDerivedStateFromError = (error: unknown) => ({ failure: { error } })

  static getDerivedStateFromProps = ({ pathname }: { pathname: string }, state: State) =>
    pathname === state.pathname ? null : { failure: null, pathname }

  override render() {
    const { children, whenFailed: WhenFailed } = this.props
    return this.state.failure ? <WhenFailed error={this.state.failure.error} /> : children
  }
}

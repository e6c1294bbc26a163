import { ArrowLeft, ArrowRight, ArrowUp, PenLine, RefreshCw } from 'lucide-react'
import { FileName } from '../../components/FileName'
import { IconButton } from '../../components/IconButton'
import { Toolbar } from '../../components/Toolbar'
import { crumbs } from '../shared/file-path'
import { PathField } from '../shared/PathField'

type PathBarProps = {
  /** Whose folders are suggested while a path is typed. */
  collectionId: string | null
  /** `Left pane` or `Right pane`: a screen reader lists both bars. */
  paneName: string
  /** The folder shown; null while there is none. */
  path: string | null
  parent: string | null
  refreshing: boolean
  /** The path is being typed. */
  editing: boolean
  onEditing: (editing: boolean) => void
  back: BarStep
  forward: BarStep
  onGo: (path: string) => void
  onRefresh: () => void
  /** Gives the keyboard back to the list. */
  onDone: () => void
}

/** A step along the pane's own way; null when there is none that way. */
type BarStep = (() => void) | null

/** Where the pane is: every folder on the way is a link, and the whole can be typed. */
export function PathBar(props: PathBarProps) {
  const { paneName, path, parent, refreshing, editing, onEditing, back, forward, onGo, onRefresh, onDone } =
    props
  return (
    <Toolbar label={`${paneName}: path`} className="flex items-center gap-1 px-2">
      <IconButton label="Back" keys="Alt+ArrowLeft" disabled={back === null} onClick={() => back?.()}>
        <ArrowLeft aria-hidden size={16} strokeWidth={1.75} />
      </IconButton>
      <IconButton
        label="Forward"
        keys="Alt+ArrowRight"
        disabled={forward === null}
        onClick={() => forward?.()}
      >
        <ArrowRight aria-hidden size={16} strokeWidth={1.75} />
      </IconButton>
      <IconButton
        label="Go to the folder above"
        keys="Backspace"
        disabled={parent === null}
        onClick={() => parent !== null && onGo(parent)}
      >
        <ArrowUp aria-hidden size={16} strokeWidth={1.75} />
      </IconButton>
      <div className="flex h-7.5 min-w-0 flex-1 items-center rounded-md bg-sunk pointer-coarse:h-11">
        {editing ? (
          <PathField
            label="Path of the folder to open"
            collectionId={props.collectionId}
            path={path ?? '/'}
            onClose={() => onEditing(false)}
            onEscape={() => {
              onEditing(false)
              onDone()
            }}
            onGo={(next) => {
              onEditing(false)
              onGo(next)
              onDone()
            }}
          />
        ) : (
          <>
            <nav
              aria-label={`${paneName}: folders on the way`}
              className="flex min-w-0 flex-1 justify-end overflow-hidden font-mono text-sm"
            >
              {/* The end of a long path is what tells folders apart, so the start is what gets cut. */}
              <ol className="mr-auto flex min-w-fit items-center px-2.5">
                {(path === null ? [] : crumbs(path)).map((crumb, index, all) => {
                  const here = index === all.length - 1
                  return (
                    <li key={crumb.path} className="flex items-center whitespace-pre">
                      {index > 0 && all[index - 1]!.name !== '/' && (
                        <span className="px-1 text-ink-3">/</span>
                      )}
                      <button
                        type="button"
                        aria-current={here ? 'location' : undefined}
                        onClick={() => onGo(crumb.path)}
                        className={`rounded-sm px-0.5 hover:underline pointer-coarse:min-h-11 ${here ? 'font-semibold' : 'text-ink-2'}`}
                      >
                        <FileName name={crumb.name} />
                      </button>
                    </li>
                  )
                })}
              </ol>
            </nav>
            <IconButton
              label="Type a path"
              keys="Ctrl+L"
              disabled={path === null}
              onClick={() => onEditing(true)}
            >
              <PenLine aria-hidden size={14} strokeWidth={1.75} />
            </IconButton>
          </>
        )}
      </div>
      <IconButton label="Refresh this folder" disabled={path === null} onClick={onRefresh}>
        <RefreshCw aria-hidden size={15} strokeWidth={1.75} className={refreshing ? 'animate-breathe' : ''} />
      </IconButton>
    </Toolbar>
  )
}

// Types of embed.js; what everything means stands in docs/embedding.md.

/** Version of embed.js. */
export declare const version: string

/** A folder of a collection, both by Globus's own names for them. */
export type Place = { collection: string; path?: string }

/** What the transfer form is filled with. Nothing is started by it. */
export type Prefill = {
  source?: string
  destination?: string
  /** The folder at the destination. */
  folder?: string
  label?: string
  sync_level?: 'none' | 'exists' | 'size' | 'mtime' | 'checksum'
  verify_checksum?: boolean
  encrypt_data?: boolean
  preserve_timestamp?: boolean
  skip_source_errors?: boolean
  fail_on_quota_errors?: boolean
  notify_on_succeeded?: boolean
  notify_on_failed?: boolean
  notify_on_inactive?: boolean
  items?: {
    /** A folder’s ends with a slash. */
    path: string
    /** Where it lands, from the folder at the destination. */
    as?: string
    kind?: 'file' | 'folder' | 'link' | 'unknown'
  }[]
}

/** Something that a person has handed over. */
export type PickedItem = {
  path: string
  kind: 'file' | 'folder' | 'link'
  /** Bytes; null where the storage does not tell, and for folders. */
  size: number | null
}

/** What each event has as its `detail`. */
export type GlobusTransferEvents = {
  ready: { mode: 'page' | 'picker' }
  height: { height: number }
  submitted: { task: string; kind: 'transfer' | 'delete' }
  picked: { collection: string; items: PickedItem[] }
  cancelled: Record<string, never>
  error: { code: string; message: string }
}

export declare class GlobusTransferElement extends HTMLElement {
  /** Whether the page inside has said that it is ready. */
  readonly ready: boolean
  /** Fills the transfer form. Nothing is started: that takes a person, inside. */
  prefill(transfer: Prefill): void
  /** Shows a screen, of the files with a place on each side if you like. */
  show(screen: 'files' | 'transfer' | 'tasks', places?: { left?: Place; right?: Place }): void
  /** Opens the page inside anew. */
  reload(): void
  addEventListener<Name extends keyof GlobusTransferEvents>(
    type: Name,
    listener: (event: CustomEvent<GlobusTransferEvents[Name]>) => void,
    options?: boolean | AddEventListenerOptions,
  ): void
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void
}

declare global {
  interface HTMLElementTagNameMap {
    'globus-transfer': GlobusTransferElement
  }
}

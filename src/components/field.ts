/** How a field looks that somebody types in; its height and width are for whoever places it. */
export const FIELD =
  'h-7.5 rounded-md border border-edge bg-panel px-2.5 disabled:bg-sunk disabled:text-ink-2 outline-none focus:border-accent focus:outline-2 focus:-outline-offset-1 focus:outline-accent pointer-coarse:h-11'

/** The same for many lines. */
export const AREA =
  'min-h-16 rounded-md border border-edge bg-panel px-2.5 py-2 font-mono text-sm outline-none focus:border-accent focus:outline-2 focus:-outline-offset-1 focus:outline-accent'

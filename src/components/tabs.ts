/** How tabs look: parts of a screen of which one is shown. */
export const TAB_LIST = 'flex flex-wrap gap-x-4 border-b border-line'
export const TAB =
  '-mb-px min-h-8 border-b-2 border-transparent px-0.5 text-ink-2 hover:text-ink data-active:border-accent data-active:font-semibold data-active:text-ink pointer-coarse:min-h-11'

import { lazyPart } from './lazy-part'

/** `ErrorNotice` for what is on screen from the start: all its words come when the page is idle, or with the first error. */
export const LazyErrorNotice = lazyPart(() => import('./ErrorNotice').then(({ ErrorNotice }) => ErrorNotice))

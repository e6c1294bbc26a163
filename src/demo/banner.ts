/** Wires the banner. It stands in demo.html itself, so that it is there before anything else and whatever fails. */
export function wireBanner({ startOver }: { startOver: () => Promise<void> }) {
  const button = document.getElementById('start-over')!
  button.addEventListener('click', () => void startOver())
  // Checklist E1: without a script, or in a frame, there is nothing to click on.
  button.hidden = window.top !== window.self
  return {
    /** Says that a reload will not find what was done. */
    tellNotKept: () => {
      document.getElementById('not-kept')!.hidden = false
    },
  }
}

import '@testing-library/jest-dom/vitest'
import { cleanup, prettyDOM } from '@testing-library/react'
import { afterEach, beforeEach, vi } from 'vitest'
import './dom'

/** jsdom lays nothing out; the grid asks how tall it is before it draws rows. */
const VIEW = { width: 800, height: 600 }

beforeEach(() => {
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(VIEW.height)
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(VIEW.width)
})

afterEach(({ task }) => {
  if (task.result?.state === 'fail') process.stdout.write(`${prettyDOM(document.body, 20_000)}\n`)
  cleanup()
  vi.restoreAllMocks()
  window.sessionStorage.clear()
  window.localStorage.clear()
})

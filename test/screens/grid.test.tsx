import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useCallback, useRef, useState } from 'react'
import { expect, test, vi } from 'vitest'
import { Grid } from '../../src/components/Grid'
import type { GridColumn } from '../../src/components/GridRow'

const COLUMNS: readonly GridColumn<'name' | 'size'>[] = [
  { id: 'name', header: 'Name', width: '1fr' },
  { id: 'size', header: 'Size', width: '5rem' },
]

/** A list of a hundred thousand, which notes the rows whose cells it is asked for. */
function LongList({ drawn }: { drawn: Set<number> }) {
  const list = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState(0)
  const [renderCell] = useState(() => (row: number) => {
    drawn.add(row)
    return `row ${row}`
  })
  return (
    <Grid
      ref={list}
      label="Long"
      columns={COLUMNS}
      sort={{ column: 'name', descending: false }}
      onSort={() => undefined}
      rowCount={100_000}
      activeRow={at}
      isSelected={(row) => row === at}
      rowKey={(row) => row}
      onPoint={setAt}
      onOpen={() => undefined}
      renderCell={renderCell}
    />
  )
}

test('an arrow key draws two rows anew, End draws a screenful, and the counts tell of all', async () => {
  const drawn = new Set<number>()
  const user = userEvent.setup()
  render(<LongList drawn={drawn} />)
  const grid = screen.getByRole('grid', { name: 'Long' })
  grid.focus()
  drawn.clear()
  await user.keyboard('{ArrowDown}')
  expect(Array.from(drawn).sort()).toEqual([0, 1])
  await user.keyboard('{ArrowDown}')
  expect(Array.from(drawn).sort()).toEqual([0, 1, 2])

  drawn.clear()
  await user.keyboard('{End}')
  expect(drawn.size).toBeLessThan(60)
  const last = screen.getByRole('row', { selected: true })
  expect(last).toHaveTextContent('row 99999')
  expect(last).toHaveAttribute('aria-rowindex', '100001')
  expect(grid).toHaveAttribute('aria-activedescendant', last.id)
  expect(grid).toHaveAttribute('aria-rowcount', '100001')
  expect(grid).toHaveAttribute('aria-colcount', '2')
  expect(screen.getAllByRole('row').length).toBeLessThan(60)
})

test('a list of something else begins at its top', () => {
  const scrollTo = vi.spyOn(Element.prototype, 'scrollTo')
  const list = (of: string) => <Still of={of} />
  const { rerender } = render(list('one folder'))
  scrollTo.mockClear()
  rerender(list('one folder'))
  expect(scrollTo).not.toHaveBeenCalled()
  rerender(list('another folder'))
  expect(scrollTo).toHaveBeenCalledExactlyOnceWith({ top: 0 })
})

const rowsShowing = (text: string) =>
  screen.queryAllByRole('row').filter((row) => row.textContent?.includes(text)).length

test('what every row shows anew is there at once in the rows in view, and in the others once these are painted', async () => {
  const { rerender } = render(<Still of="it" says="before" />)
  const all = rowsShowing('before')
  rerender(<Still of="it" says="after" />)
  // As many as fill 600 pixels below the header, the last one cut, and one more.
  expect(rowsShowing('after')).toBe(22)
  expect(rowsShowing('before')).toBe(all - 22)
  await waitFor(() => expect(rowsShowing('after')).toBe(all))
})

test('a list that is pushed draws first what will be in view, as it was the last time that it was pushed', async () => {
  const height = vi.spyOn(Element.prototype, 'clientHeight', 'get')
  const seeHeight = (pixels: number) => {
    height.mockReturnValue(pixels)
    fireEvent.scroll(screen.getByRole('grid', { name: 'Still' }))
  }
  const { rerender } = render(<Still of="it" says="one" isPushed={false} />)
  rerender(<Still of="it" says="one" isPushed />)
  seeHeight(300)
  rerender(<Still of="it" says="two" isPushed={false} />)
  seeHeight(600)
  await waitFor(() => expect(rowsShowing('one')).toBe(0))
  rerender(<Still of="it" says="three" isPushed />)
  expect(rowsShowing('three')).toBe(11)
  await waitFor(() => expect(rowsShowing('two')).toBe(0))
  // Nothing tells it yet that it has more room again, and it fills it.
  seeHeight(300)
  rerender(<Still of="it" says="four" isPushed={false} />)
  expect(rowsShowing('four')).toBe(22)
})

type StillProps = { of: string; says?: string; isPushed?: boolean }

function Still({ of, says = '', isPushed }: StillProps) {
  const renderCell = useCallback((row: number) => `${row} ${says}`, [says])
  return (
    <Grid
      ref={useRef<HTMLDivElement>(null)}
      label="Still"
      columns={COLUMNS}
      sort={{ column: 'name', descending: false }}
      onSort={() => undefined}
      of={of}
      rowCount={1_000}
      activeRow={-1}
      isSelected={() => false}
      rowKey={(row) => row}
      onPoint={() => undefined}
      onOpen={() => undefined}
      isPushed={isPushed}
      renderCell={renderCell}
    />
  )
}

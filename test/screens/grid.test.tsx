import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useRef, useState } from 'react'
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

function Still({ of }: { of: string }) {
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
      renderCell={(row) => row}
    />
  )
}

import { expect, test } from 'vitest'
import { withThoseOf } from '../../../src/app/tasks/collections-seen'
import { aTask } from './a-task'

const between = (source: string, destination: string | null) =>
  aTask({
    source_endpoint_id: `id-${source}`,
    source_endpoint_display_name: source,
    destination_endpoint_id: destination && `id-${destination}`,
    destination_endpoint_display_name: destination,
  })

test('the collections that were seen stay, by name, and are the very same while no other is seen', () => {
  const first = withThoseOf(new Map(), [between('lab', 'archive'), between('lab', null)])
  expect(Array.from(first.values())).toEqual(['archive', 'lab'])
  expect(withThoseOf(first, [between('archive', 'lab')])).toBe(first)
  const more = withThoseOf(first, [between('beamline', 'lab')])
  expect(Array.from(more.values())).toEqual(['archive', 'beamline', 'lab'])
})

test('a collection that was renamed has one entry, under the name of the newest task', () => {
  const renamed = { ...between('lab', null), source_endpoint_display_name: 'old lab' }
  const seen = withThoseOf(new Map(), [between('lab', null), renamed])
  expect(Array.from(seen)).toEqual([['id-lab', 'lab']])
  expect(withThoseOf(seen, [renamed])).toBe(seen)
})

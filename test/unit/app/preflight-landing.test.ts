import { array, assert, constantFrom, property, string } from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { indexListing } from '../../../src/api/listing'
import { type Draft, type NewItem } from '../../../src/app/shared/draft/draft'
import { freeName } from '../../../src/app/transfer/preflight/fixes'
import { placedItems, sharedPlaces } from '../../../src/app/transfer/preflight/placed-items'
import { SOURCE } from '../../support/emulator-world'

import {
  ids,
  file,
  folder,
  draftOf,
  entry,
  dir,
  absent,
  type About,
  factsOf,
  asked,
  acts,
  press,
  landings,
  landingFindings,
  pathFindings,
} from '../../support/preflight-facts'

beforeEach(() => {
  asked.length = 0
})

describe('where it lands', () => {
  const here = { '/a/': [entry('x', { size: 5 }), dir('run')] }

  test('a file of the same name is named; it is kept beside, left out or only copied if missing', async () => {
    const draft = draftOf([file('/a/x')])
    const facts = await factsOf(draft, {
      source: here,
      destination: { '/to/': [entry('x'), entry('x (2)')] },
    })
    const [finding] = landingFindings(facts, acts)
    expect(finding).toMatchObject({ id: 'overwritten', tone: 'warns', title: '1 file would be overwritten.' })
    expect(landings(press(draft, finding, 'Keep both'))).toEqual(['/to/x (3)'])
    expect(press(draft, finding, 'Leave it out').items).toEqual([])
    const careful = press(draft, finding, 'Copy only what is missing')
    expect(careful.options.sync_level).toBe(0)
    expect(ids(landingFindings({ ...facts, draft: careful, placed: placedItems(careful) }, acts))).toEqual([
      'fine nothing-overwritten',
    ])
  })

  test('by the sync level it may also not be known before both are read', async () => {
    const draft = draftOf([file('/a/x')], { sync_level: 3 })
    const facts = await factsOf(draft, { source: here, destination: { '/to/': [entry('x', { size: 5 })] } })
    expect(ids(landingFindings(facts, acts))).toEqual(['warns maybe-overwritten'])
  })

  test('a file in the place of a folder cannot be', async () => {
    const draft = draftOf([file('/a/x')])
    const facts = await factsOf(draft, { source: here, destination: { '/to/': [dir('x')] } })
    expect(ids(landingFindings(facts, acts))).toEqual(['blocks kind-clash'])
  })

  test('a folder that is there can be merged into, put inside or kept beside', async () => {
    const draft = draftOf([folder('/a/run/')])
    const facts = await factsOf(draft, { source: here, destination: { '/to/': [dir('run')] } })
    const [finding] = landingFindings(facts, acts)
    expect(finding).toMatchObject({ id: 'merged', tone: 'warns' })
    expect(landings(press(draft, finding, 'Put inside'))).toEqual(['/to/run/run/'])
    expect(landings(press(draft, finding, 'Keep both'))).toEqual(['/to/run (2)/'])
    press(draft, finding, 'See what would change')
    expect(asked).toEqual(['preview'])
  })

  test('run into run is asked about: merged, or inside by a person’s own word', async () => {
    const draft = draftOf([folder('/a/run/')], {}, { folder: '/to/run/' })
    const nested = async (now: Draft) =>
      landingFindings(await factsOf(now, { source: here, destination: { '/to/run/': [] } }), acts).find(
        ({ id }) => id === 'nested',
      )
    const finding = await nested(draft)
    const merged = press(draft, finding, 'Merge into it')
    expect(landings(merged)).toEqual(['/to/run/'])
    const inside = press(draft, finding, 'Put it inside')
    expect(landings(inside)).toEqual(['/to/run/run/'])
    expect(await nested(merged)).toBeUndefined()
    expect(await nested(inside)).toBeUndefined()
  })

  test('nothing is copied into or onto itself, by whichever of its names', async () => {
    const same = { destination: SOURCE }
    const itself = async (draft: Draft, about: About = {}) =>
      ids(landingFindings(await factsOf(draft, about), acts)).filter((id) => id.includes('itself'))
    expect(await itself(draftOf([folder('/a/')], {}, { ...same, folder: '/a/b/' }))).toEqual([
      'blocks itself',
    ])
    expect(await itself(draftOf([file('/to/x')], {}, same))).toEqual(['blocks itself'])
    expect(await itself(draftOf([folder('/a/')], {}, { ...same, folder: '/ab/' }))).toEqual([])
    expect(await itself(draftOf([folder('/a/')], {}, { folder: '/a/b/' }))).toEqual([])
    const typed: NewItem = { source_path: '/a', kind: 'unknown', lands: null, size: null }
    expect(
      await itself(draftOf([typed], {}, { ...same, folder: '/a/b/' }), { source: { '/': [dir('a')] } }),
      'a path without the slash of a folder',
    ).toEqual(['blocks itself'])
    const draft = draftOf([file('/~/x')], {}, { ...same, folder: '/home/ada/' })
    const facts = await factsOf(draft)
    const home = {
      listing: { ...(await indexListing({ path: '/~/', absolute_path: '/home/ada/', DATA: [] })) },
      error: null,
    }
    facts.sides.source = { ...facts.sides.source, looks: new Map([['/~/', home]]) }
    expect(ids(landingFindings(facts, acts))).toContain('blocks itself')
  })

  test('items that land at one place are told apart, and then there are no collisions left', async () => {
    const draft = draftOf([file('/a/x'), file('/b/x'), file('/c/x')])
    const [finding] = landingFindings(
      await factsOf(draft, { destination: { '/to/': [entry('x (2)')] } }),
      acts,
    )
    expect(finding).toMatchObject({ id: 'same-place', tone: 'blocks' })
    const apart = press(draft, finding, 'Give them other names')
    expect(landings(apart)).toEqual(['/to/x', '/to/x (3)', '/to/x (4)'])
    expect(sharedPlaces(placedItems(apart)).clashes).toEqual([])
    const folders = draftOf([folder('/a/r/'), folder('/b/r/')])
    expect(ids(landingFindings(await factsOf(folders), acts))).toEqual(['warns merged-folders'])
  })

  test('several that land on each other are told, unless they are folders poured together', () => {
    const draft = draftOf([file('/a/x'), file('/b/x'), file('/b/y'), folder('/c/z/'), folder('/d/z/')])
    const { clashes, merges } = sharedPlaces(placedItems(draft))
    const paths = (groups: typeof clashes) => groups.map((there) => there.map(({ item }) => item.source_path))
    expect(paths(clashes)).toEqual([['/a/x', '/b/x']])
    expect(paths(merges)).toEqual([['/c/z/', '/d/z/']])
  })

  test('a name that is free keeps its ending, and is never one that is taken', () => {
    expect(freeName('a.tar', false, () => false)).toBe('a (2).tar')
    expect(freeName('a.tar', true, () => false)).toBe('a.tar (2)')
    expect(freeName('.profile', false, () => false)).toBe('.profile (2)')
    assert(
      property(string({ minLength: 1 }), array(constantFrom(2, 3, 4)), (name, numbers) => {
        const taken = new Set(numbers.map((number) => `${name} (${number})`))
        expect(taken.has(freeName(name, true, (other) => taken.has(other)))).toBe(false)
      }),
    )
  })

  test('a folder that does not exist is made', async () => {
    const facts = await factsOf(draftOf([file('/a/x')]), { source: here, destination: { '/to/': absent } })
    expect(ids(landingFindings(facts, acts))).toEqual(['fine new-folders'])
  })
})

test('ten thousand items of the same kind are one finding', async () => {
  const draft = draftOf(Array.from({ length: 10_000 }, (_, index) => file(`/a/${index}`)))
  const entries = Array.from({ length: 10_000 }, (_, index) => entry(`${index}`))
  const facts = await factsOf(draft, { source: { '/a/': entries }, destination: { '/to/': entries } })
  expect(ids([...pathFindings(facts), ...landingFindings(facts, acts)])).toEqual(['warns overwritten'])
})

const BEAMTIME = '2f60e1c8-47a5-4d0b-9d53-6f1b8f0c7a34'
const LAB_ARCHIVE = 'b226ba2f-d417-412f-82e6-46bd2077e059'

/** Where a page that shows the sample world begins, and what it recommends: keys of its configuration. */
export const samplePlaces = {
  start: {
    left: { collection: BEAMTIME, path: '/' },
    right: { collection: LAB_ARCHIVE, path: '/incoming/' },
  },
  pinned: [
    { collection: BEAMTIME, advice: 'Runs to copy from, open to everybody' },
    { collection: LAB_ARCHIVE, path: '/incoming/', advice: 'A share to copy to' },
    {
      collection: 'b8722e73-9227-4214-b2b2-b82392bc43cd',
      advice: 'Asks for your consent first, as mapped collections do',
    },
    {
      collection: '4d907e76-c3f0-4558-9124-91b32688fd0d',
      path: '/frames/',
      advice: '100,000 files in one folder',
    },
  ],
}

/** The configuration of a page that talks to the emulator on this machine. */
export const localConfig = ({ auth, transfer, ready }) => ({
  clientId: ready.client_id,
  environment: 'local',
  services: { auth, transfer },
  title: 'Sample world',
  start: {
    left: { collection: '2f60e1c8-47a5-4d0b-9d53-6f1b8f0c7a34', path: '/' },
    right: { collection: 'b226ba2f-d417-412f-82e6-46bd2077e059', path: '/incoming/' },
  },
  pinned: [
    { collection: '2f60e1c8-47a5-4d0b-9d53-6f1b8f0c7a34', advice: 'Runs to copy from, open to everybody' },
    { collection: 'b226ba2f-d417-412f-82e6-46bd2077e059', path: '/incoming/', advice: 'A share to copy to' },
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
})

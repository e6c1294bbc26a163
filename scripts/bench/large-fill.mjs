import { createEmulator } from '../../src/emulator/emulator'
import { fillLargeWorld } from '../../src/emulator/sample/large'
import { nodeStorage } from '../../src/emulator/storage/node'

// Run by large.mjs: fills the directory it is given with a large world, and says what is in it.
const emulator = await createEmulator({ storage: nodeStorage(process.argv[2]) })
// Nothing works on the tasks while they are made.
await emulator.close()
const world = fillLargeWorld(emulator.world)
await emulator.world.database.close()
console.log(JSON.stringify(world))

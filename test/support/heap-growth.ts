// Allocates objects, of which the last ALIVE are alive, and prints the most bytes that V8's area for new objects and its old
// generation had: { young, old }. With the argument `limited` they are kept small meanwhile.
//
//   node BUNDLE free|limited ALIVE
import { setImmediate } from 'node:timers/promises'
import { getHeapSpaceStatistics } from 'node:v8'
import { limitHeap } from '../../src/cli/limit-heap.ts'
import { ManualClock } from './manual-clock.ts'

const clock = new ManualClock()
const [mode, count] = process.argv.slice(2)
const check = mode === 'limited' ? limitHeap(clock, process) : () => {}
const alive: object[] = []
const most = { young: 0, old: 0 }

const rounds = 6_000_000
for (let i = 0; i < rounds; i++) {
  alive[i % Number(count)] = [i, i, i, i]
  if (i % 20_000 !== 0) continue
  clock.advance(1000)
  check()
  await setImmediate()
  for (const { space_name, space_used_size, space_available_size } of getHeapSpaceStatistics()) {
    if (space_name === 'new_space') most.young = Math.max(most.young, space_used_size + space_available_size)
    // Before its first collection the old generation may have more than after it.
    if (space_name === 'old_space' && i > rounds / 2) most.old = Math.max(most.old, space_used_size)
  }
}
console.log(JSON.stringify(most))

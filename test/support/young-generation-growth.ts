// Allocates objects of which some survive, as long as a run would, and prints the most bytes that V8's area for new
// objects had. With the argument `limited` it is kept small meanwhile.
import { setImmediate } from 'node:timers/promises'
import { getHeapSpaceStatistics } from 'node:v8'
import { limitYoungGeneration } from '../../src/cli/young-generation.ts'
import { ManualClock } from './manual-clock.ts'

const clock = new ManualClock()
const check = process.argv[2] === 'limited' ? limitYoungGeneration(clock, process) : () => {}
const alive: object[] = []
let most = 0

for (let batch = 0; batch < 400; batch++) {
  for (let i = 0; i < 20_000; i++) alive[i % 10_000] = [batch, i, batch, i]
  clock.advance(1000)
  check()
  await setImmediate()
  const space = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')!
  most = Math.max(most, space.space_used_size + space.space_available_size)
}
console.log(most)

import { expect, test } from 'vitest'
import { colourLevel } from '../src/cli/colour-level.ts'

const xterm = { TERM: 'xterm' }
const rich = { TERM: 'xterm-256color' }

test.each<[...Parameters<typeof colourLevel>, level: number]>([
  ['auto', true, xterm, 1],
  ['auto', true, rich, 2],
  ['auto', true, { ...rich, COLORTERM: 'truecolor' }, 3],
  ['auto', false, rich, 0],
  ['auto', true, { TERM: 'dumb' }, 0],
  ['auto', true, { ...rich, NO_COLOR: '1' }, 0],
  ['auto', true, { ...rich, NO_COLOR: '' }, 2],
  ['auto', false, { FORCE_COLOR: '1' }, 1],
  ['auto', false, { FORCE_COLOR: '3', NO_COLOR: '1' }, 3],
  ['auto', false, { ...rich, FORCE_COLOR: 'true' }, 2],
  ['auto', false, { FORCE_COLOR: '' }, 1],
  ['auto', true, { ...rich, FORCE_COLOR: '0' }, 0],
  ['auto', true, { ...rich, FORCE_COLOR: 'false' }, 0],
  ['always', false, rich, 2],
  ['always', false, { TERM: 'dumb' }, 1],
  ['always', false, { ...rich, NO_COLOR: '1' }, 2],
  ['always', false, { FORCE_COLOR: '0' }, 1],
  ['never', true, { ...rich, FORCE_COLOR: '3' }, 0],
])('%s, terminal %s, %j: %d', (when, isTerminal, env, level) => {
  expect(colourLevel(when, isTerminal, env)).toBe(level)
})

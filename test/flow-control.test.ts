import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Flow, type FlowInput, isRead, nextFlow } from '../src/session/flow-control.ts'

const inputs = ['blocked', 'drained', 'full', 'room', 'end'] as const satisfies readonly FlowInput[]

/** Where each input leads from a flow, in the order of `inputs`. */
const expected: Record<Flow, readonly Flow[]> = {
  reading: ['writePending', 'reading', 'readPaused', 'reading', 'ending'],
  writePending: ['writePending', 'reading', 'writeBlocked', 'writeBlocked', 'ending'],
  readPaused: ['writeBlocked', 'readPaused', 'readPaused', 'reading', 'ending'],
  writeBlocked: ['writeBlocked', 'readPaused', 'writeBlocked', 'writeBlocked', 'ending'],
  ending: ['ending', 'ending', 'ending', 'ending', 'ending'],
}

test.each(Object.entries(expected))('from %s', (flow, to) => {
  expect(inputs.map(input => nextFlow(flow as Flow, input))).toEqual(to)
})

test('for any inputs: a connection is read unless the peer or the reader was behind when that was last decided', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom<FlowInput>('blocked', 'drained', 'full', 'room')), given => {
      let flow: Flow = 'reading'
      let blocked = false
      let read = true
      for (const input of given) {
        flow = nextFlow(flow, input)
        if (input === 'blocked') blocked = true
        else if (input === 'drained') blocked = false
        else read = input === 'room' && !blocked
        expect(isRead(flow)).toBe(read)
        // What excuses a missing reply: nothing is read, and not because the peer takes nothing.
        expect(flow === 'readPaused').toBe(!read && !blocked)
      }
      expect(isRead(nextFlow(flow, 'end'))).toBe(true)
    }),
  )
})

import { Event } from '../event/event.ts'
import type { SourceDelivery } from './source.ts'

/**
 * Makes an event of a delivery, before the filter sees it. Called once per event, in order: payloads are decoded and
 * the state of devices is updated here and nowhere else.
 */
export type Reader = (delivery: SourceDelivery) => Event

/** Adds to an event what is derived from it, or from the events before it. */
export type ReadStep = (event: Event) => void

/** Reads an event as it was pushed. */
export const readPush: Reader = ({ push }) => new Event(push)

/** Returns a reader that takes the steps in order: a payload is decoded before it is compared with the last one. */
export function readerOf(steps: readonly ReadStep[]): Reader {
  if (steps.length === 0) return readPush
  return ({ push }) => {
    const event = new Event(push)
    for (const step of steps) step(event)
    return event
  }
}

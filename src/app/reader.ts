import type { PayloadDecoder } from '../datapoints/payload-decoder.ts'
import { RawEvent } from '../datapoints/raw-event.ts'
import { Event } from '../event/event.ts'
import { rawTypes } from '../event/raw-payload.ts'
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

/** Returns a reader of events whose raw payloads are decoded when they are first asked for. */
export function decodingReader(decoder: PayloadDecoder): Reader {
  return ({ push }) => (rawTypes.has(push.eventType ?? '') ? new RawEvent(push, decoder) : new Event(push))
}

/** Returns a reader that takes the steps in order, after `read` has made the event. */
export function readerOf(steps: readonly ReadStep[], read: Reader = readPush): Reader {
  if (steps.length === 0) return read
  return delivery => {
    const event = read(delivery)
    for (const step of steps) step(event)
    return event
  }
}

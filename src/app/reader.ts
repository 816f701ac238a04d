import { Event } from '../event/event.ts'
import type { SourceDelivery } from './source.ts'

/**
 * Makes an event of a delivery, before the filter sees it. Called once per event, in order: payloads are decoded and
 * the state of devices is updated here and nowhere else.
 */
export type Reader = (delivery: SourceDelivery) => Event

/** Reads an event as it was pushed. */
export const readPush: Reader = ({ push }) => new Event(push)

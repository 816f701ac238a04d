import type { Event } from '../../event/event.ts'
import type { ObjectScanner } from '../../wire/object-scanner.ts'

/** Puts what events of one type have behind the columns, from the bytes of their lines. */
export interface PayloadPart {
  /**
   * Reads the payload of an event; returns false if it must be read in another way.
   *
   * @param view of the bytes of its push
   */
  read(event: Event, view: DataView): boolean
  /** Puts what was read. */
  put(event: Event, view: DataView): void
  /** Finds the members of the line in `read`, of a type that has more than those of every push. */
  readonly scanner?: ObjectScanner
  /** Of an alarm that was read: whether it is cleared, which has a column of its own. */
  readonly isCleared?: boolean
}

import type { Device } from './device.ts'
import type { EventLine } from './event-line.ts'
import { type Occurrence, type OccurrenceType, occurrenceKinds } from './occurrence-kinds.ts'
import type { Random } from './random.ts'

/** The probability that an event is one of these rather than one that all dialects have. */
const share = 0.06

/**
 * The events that are rare beside what devices report: those of `occurrenceKinds` that the dialect has. Their types are
 * drawn as from a pack of cards, so that even a short run has all of them.
 */
export class Occurrences {
  private readonly random: Random
  private readonly types: readonly OccurrenceType[]
  private pack: OccurrenceType[] = []

  constructor(random: Random, eventTypes: readonly string[]) {
    this.random = random
    this.types = (Object.keys(occurrenceKinds) as OccurrenceType[]).filter(type => eventTypes.includes(type))
  }

  /**
   * Returns the next of these events if it is time for one and some online device can have it.
   *
   * @param wall milliseconds since 1970
   */
  next(devices: readonly Device[], wall: number): EventLine | undefined {
    const { random } = this
    if (this.types.length === 0 || !random.chance(share)) return undefined
    if (this.pack.length === 0) this.pack = [...this.types]
    const [type] = this.pack.splice(random.int(0, this.pack.length - 1), 1)
    const kind: Occurrence = occurrenceKinds[type!]
    const device = this.pickDevice(devices, kind)
    if (!device) return undefined
    if (kind.ofProduct) return device.happensToProduct(type!, wall)
    return device.happens(type!, kind.members(device, random), wall)
  }

  private pickDevice(devices: readonly Device[], { possible = () => true }: Occurrence): Device | undefined {
    const first = this.random.int(0, devices.length - 1)
    const order = [...devices.slice(first), ...devices.slice(0, first)]
    return order.find(device => device.online && possible(device))
  }
}

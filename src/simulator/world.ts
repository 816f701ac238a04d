import type { Clock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import { say } from '../language/say.ts'
import type { ServerDialect } from '../wire/dialect.ts'
import { Device } from './device.ts'
import type { EventLine } from './event-line.ts'
import type { EventSource } from './event-source.ts'
import { Occurrences } from './occurrences.ts'
import type { AlarmKind, ProductKind } from './product-kind.ts'
import type { Random } from './random.ts'

type WorldDialect = Pick<ServerDialect, 'words' | 'eventTypes'>

interface Raised {
  readonly device: Device
  readonly alarm: AlarmKind
  readonly eventId: string
  /** Number of the event that clears it at the latest. */
  readonly until: number
}

/** Probabilities of what an online device does next; otherwise it reports its status. */
const raises = 0.06
const leaves = 0.03
const comesAgain = 0.01
/** Products of clients that the world makes devices for, beside its own. */
const maxAdopted = 100
/** How long an alarm lasts, in events. */
const alarmLife = { min: 5, max: 60 }

/**
 * Simulated devices. First each of them comes online and reports; then their values drift, they raise and clear alarms,
 * go offline and come back. If the dialect has further event types, those happen now and then. Every alarm is cleared in
 * the end, under the event id that it was raised with.
 */
export class World implements EventSource {
  readonly opening: number
  private readonly random: Random
  private readonly clock: Clock
  private readonly dialect: WorldDialect
  private readonly kinds: readonly ProductKind[]
  private readonly devices: Device[]
  private readonly adopted = new Set<string>()
  private readonly occurrences: Occurrences
  private raised: Raised[] = []
  private made = 0

  /**
   * @param kinds what devices there are, in turn; at least one
   * @param devices their number, at least 1
   * @param dialect which events there are, and how they are pushed
   * @throws Failure `usage` if so many devices of these products take too much memory
   */
  constructor(
    random: Random,
    clock: Clock,
    kinds: readonly ProductKind[],
    devices: number,
    dialect: WorldDialect,
  ) {
    refuseTooLarge(kinds, devices)
    this.random = random
    this.clock = clock
    this.dialect = dialect
    this.kinds = kinds
    this.occurrences = new Occurrences(random.fork('occurrences'), dialect.eventTypes)
    this.devices = Array.from({ length: devices }, (_, i) => {
      const kind = kinds[i % kinds.length]!
      const did = i < kinds.length ? kind.firstDid : undefined
      return this.device(kind, `device ${i}`, i, did)
    })
    this.opening = devices * 2
  }

  /** Adds a device of a product that is not among those made up here: a client of the service brings its own key. */
  adopt(productKey: string): void {
    const isKnown = this.kinds.some(kind => kind.productKey === productKey) || this.adopted.has(productKey)
    if (isKnown || this.adopted.size === maxAdopted) return
    const kind = this.kinds[this.adopted.size % this.kinds.length]!
    this.adopted.add(productKey)
    this.devices.push(
      this.device({ ...kind, productKey }, `device of ${productKey}`, this.devices.length, undefined),
    )
  }

  next(): EventLine {
    const wall = this.clock.wall()
    const number = this.made++
    if (number < this.opening) {
      const device = this.devices[number >> 1]!
      return device.online ? device.reports(wall) : device.comesOnline(wall)
    }
    const expired = this.raised.find(({ until }) => until <= number)
    if (expired) return this.clear(expired, wall)
    const occurrence = this.occurrences.next(this.devices, wall)
    if (occurrence) return occurrence
    return this.act(this.random.pick(this.devices), number, wall)
  }

  /** @param name of the generator of its random numbers */
  private device(kind: ProductKind, name: string, number: number, did: string | undefined): Device {
    const { words, eventTypes } = this.dialect
    const located = eventTypes.includes('device_lbs_kv')
    return new Device(kind, this.random.fork(name), { number, words, located, did })
  }

  private act(device: Device, number: number, wall: number): EventLine {
    if (!device.online) return device.comesOnline(wall)
    const dice = this.random.next()
    if (dice < raises) return this.raise(device, number, wall)
    // A device with an open alarm stays, so that each alarm is cleared while its device is online.
    if (dice < raises + leaves && device.alarms.size === 0) return device.goesOffline(wall)
    if (dice > 1 - comesAgain) return device.comesOnline(wall)
    return device.reports(wall)
  }

  private raise(device: Device, number: number, wall: number): EventLine {
    const quiet = device.kind.alarms.filter(({ name }) => !device.alarms.has(name))
    if (quiet.length === 0) return device.reports(wall)
    const alarm = this.random.pick(quiet)
    const until = number + this.random.int(alarmLife.min, alarmLife.max)
    const eventId = this.random.uuid()
    this.raised.push({ device, alarm, eventId, until })
    return device.alarm(alarm, eventId, 1, wall)
  }

  private clear(expired: Raised, wall: number): EventLine {
    this.raised = this.raised.filter(one => one !== expired)
    return expired.device.alarm(expired.alarm, expired.eventId, 0, wall)
  }
}

/** Data points of all devices together; each takes some 8 bytes. */
const maxDataPoints = 10_000_000

function refuseTooLarge(kinds: readonly ProductKind[], devices: number): void {
  const each = kinds.reduce((sum, { attributes }) => sum + attributes.length, 0) / kinds.length
  if (devices * each <= maxDataPoints) return
  const most = Math.floor(maxDataPoints / each)
  throw new Failure(
    'usage',
    say('{n} devices of products with {points} data points are too many; at most {most} can be simulated', {
      n: devices,
      points: Math.round(each),
      most,
    }),
  )
}

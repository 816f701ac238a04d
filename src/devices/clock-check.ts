import { ownText } from '../base/own-text.ts'
import type { Event } from '../event/event.ts'
import { isInMilliseconds } from '../event/in-milliseconds.ts'
import { memberReader } from '../event/member-reader.ts'
import { type ClockError, LagWatch } from './lag-watch.ts'

/** A clock that must be wrong. */
export interface ClockFault {
  /** The device whose clock it is; undefined for that of this machine, compared with which all devices are wrong. */
  readonly did: string | undefined
  /** What the clock is: a device's may give milliseconds where seconds are expected. */
  readonly is: ClockError['is'] | 'in milliseconds'
  /** Milliseconds, at least; 0 where it is in milliseconds. */
  readonly by: number
}

/** The devices whose lags are watched, of those that have unusual ones. */
const mostDevices = 1000
const longestDid = 200
/** The most faults that are reported. */
const mostReported = 20
/** The events that are needed to find fault with the clock of a device, and with that of this machine. */
const leastOfDevice = 5
const leastOfAll = 20

/** Finds out which clocks must be wrong: those of devices, or that of this machine. */
export class ClockCheck {
  private readonly wall: () => number
  private readonly report: (fault: ClockFault) => void
  private readonly all = new LagWatch()
  private readonly devices = new Map<string, LagWatch>()
  private readonly inMilliseconds = new Set<string>()
  private readonly reported = new Set<string>()
  private readonly didOf = memberReader(['did']).read

  /**
   * @param wall returns the time in milliseconds since 1970
   * @param report called once for each clock, as soon as it must be wrong
   */
  constructor(wall: () => number, report: (fault: ClockFault) => void) {
    this.wall = wall
    this.report = report
  }

  /** Called once per event. */
  read(event: Event): void {
    const { createdAt } = event
    if (createdAt === undefined) return
    const now = this.wall()
    const lag = now - createdAt * 1000
    const isLag = !isInMilliseconds(createdAt)
    if (isLag) this.all.add(lag, now)
    if (isLag && LagWatch.isUsual(lag)) return
    const did = this.didOf(event)
    if (typeof did !== 'string' || did.length > longestDid) return
    if (!isLag) this.addInMilliseconds(did)
    else this.watchOf(did)?.add(lag, now)
    this.reportNew(did)
  }

  /** The clocks that must be wrong. Where it is that of this machine, those of devices are not known. */
  get faults(): ClockFault[] {
    const inMilliseconds = [...this.inMilliseconds].map(faultInMilliseconds)
    const ofMachine = this.faultOfMachine()
    if (ofMachine) return [...inMilliseconds, ofMachine]
    const ofDevices = [...this.devices.keys()].map(did => this.faultOf(did))
    return [...inMilliseconds, ...ofDevices.filter(fault => fault !== undefined)]
  }

  private faultOfMachine(): ClockFault | undefined {
    const error = this.all.error(leastOfAll)
    // What is ahead of this machine's clock makes that one behind.
    return error && { did: undefined, is: error.is === 'ahead' ? 'behind' : 'ahead', by: error.by }
  }

  private faultOf(did: string): ClockFault | undefined {
    const error = this.all.count < leastOfAll ? undefined : this.devices.get(did)?.error(leastOfDevice)
    return error && { did, ...error }
  }

  private addInMilliseconds(did: string): void {
    if (this.inMilliseconds.size < mostDevices && !this.inMilliseconds.has(did))
      this.inMilliseconds.add(ownText(did))
  }

  private watchOf(did: string): LagWatch | undefined {
    const known = this.devices.get(did)
    if (known || this.devices.size >= mostDevices) return known
    const watch = new LagWatch()
    this.devices.set(ownText(did), watch)
    return watch
  }

  private reportNew(did: string): void {
    const inMilliseconds = this.inMilliseconds.has(did) ? faultInMilliseconds(did) : undefined
    const fault = inMilliseconds ?? this.faultOfMachine() ?? this.faultOf(did)
    if (!fault || this.reported.size >= mostReported) return
    const key = `${fault.did} ${fault.is}`
    if (this.reported.has(key)) return
    this.reported.add(key)
    this.report(fault)
  }
}

function faultInMilliseconds(did: string): ClockFault {
  return { did, is: 'in milliseconds', by: 0 }
}

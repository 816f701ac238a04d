import type { Random } from '../../src/simulator/random.ts'
import { LagWatch } from './lag-watch.ts'
import type { OutputName } from './outputs.ts'
import type { Plan } from './plan.ts'
import type { TailRun } from './tail-run.ts'
import { pause } from './until.ts'
import type { WatchedLedger } from './watched-ledger.ts'

/** What a fault is done to. */
export interface Scene {
  readonly tail: TailRun
  readonly plan: Plan
  readonly ledger: WatchedLedger
  readonly random: Random
  /** The server ends no connection by itself. */
  readonly calm: boolean
  /** The server moreover sends without delay. */
  readonly prompt: boolean
  /** Connections that the broker has seen so far. */
  connections(): number
  loggedIn(): boolean
  /** A promise is broken. */
  complain(what: string): void
  /** Something that shows how well the fault hit. */
  note(what: string): void
}

export interface ClientFault {
  readonly about: string
  /** Only where the output is a pipe. */
  readonly pipe?: true
  /** Needs a run of its own, with this output. */
  readonly output?: OutputName
  strike(scene: Scene): Promise<void>
}

/** Milliseconds in which a tail that was asked to stop is gone: its own limit is two seconds, the rest is the machine's. */
const stopLimit = 6000

/** What is done to the tail, its reader and its output. */
export const clientFaults = {
  kill: {
    about: 'SIGKILL',
    strike: async ({ tail }) => {
      tail.kill()
      await tail.ended
    },
  },
  term: { about: 'SIGTERM', strike: scene => stop(scene, 'SIGTERM') },
  int: { about: 'SIGINT', strike: scene => stop(scene, 'SIGINT') },
  'term-twice': {
    about: 'SIGTERM, and again soon after: it ends at once',
    strike: async scene => {
      scene.tail.mayCut = true
      scene.tail.stop()
      await pause(scene.random.int(0, 30))
      await stop(scene, 'SIGTERM', 1500)
    },
  },
  'term-unread': {
    about: 'SIGTERM while nobody reads the pipe',
    pipe: true,
    strike: async scene => {
      const { tail, random } = scene
      tail.story.push('reader stops')
      tail.output.pipe!.stall()
      await tail.endsWithin(random.int(50, 600))
      tail.mayCut = true
      await stop(scene, 'SIGTERM')
    },
  },
  freeze: {
    about: 'SIGSTOP, and SIGCONT up to 1.2 s later',
    strike: async ({ tail, random }) => {
      tail.freeze()
      await pause(random.int(50, 1200))
      tail.thaw()
    },
  },
  'reader-gone': { about: 'the reader of the pipe dies', pipe: true, strike: readerGone },
  'reader-stalls': {
    about: 'the reader stops for longer than ping interval and pong timeout, and goes on',
    pipe: true,
    strike: readerStalls,
  },
  'full-device': {
    about: 'stdout is /dev/full',
    output: 'full-device',
    strike: async scene => {
      if (!(await scene.tail.endsWithin(4000))) await stop(scene, 'SIGTERM')
    },
  },
} as const satisfies Record<string, ClientFault>

export type ClientFaultName = keyof typeof clientFaults

export const clientFaultNames = Object.keys(clientFaults) as ClientFaultName[]

/** Stops the tail, and complains where that takes too long. */
export async function stop(
  { tail, complain }: Pick<Scene, 'tail' | 'complain'>,
  signal: 'SIGTERM' | 'SIGINT',
  limit = stopLimit,
): Promise<void> {
  tail.stop(signal)
  if (await tail.endsWithin(limit)) return
  complain(`run ${tail.number} still lived ${limit} ms after ${signal}`)
  tail.kill()
  await tail.ended
}

async function readerGone(scene: Scene): Promise<void> {
  const { tail, ledger, plan, random } = scene
  const pipe = tail.output.pipe!
  if (random.chance(0.3)) {
    pipe.stall()
    await tail.endsWithin(random.int(0, 300))
  }
  if (tail.end !== undefined) return
  tail.story.push('reader gone')
  tail.mayEnd.add('0')
  tail.mayCut = true
  // With more left than can be out, the tail still has to write, and so must notice.
  const unacked = ledger.events.length - ledger.ackCount
  const mustNotice = scene.prompt && scene.loggedIn() && unacked > plan.prefetch
  pipe.leave()
  if (await tail.endsWithin(mustNotice ? stopLimit : 800)) {
    if (tail.end === '0') scene.note('ended by itself')
    return
  }
  if (mustNotice) scene.complain(`run ${tail.number} went on for ${stopLimit} ms with nobody to read it`)
  await stop(scene, 'SIGTERM')
}

async function readerStalls(scene: Scene): Promise<void> {
  const { tail, ledger, plan, random } = scene
  const { pingInterval, pongTimeout } = plan.limits
  const sure = scene.calm && scene.loggedIn()
  const before = { connections: scene.connections(), acks: ledger.ackCount }
  const lag = new LagWatch()
  tail.story.push('reader stops')
  tail.output.pipe!.stall()
  const stall = pingInterval + pongTimeout
  await tail.endsWithin(stall * 0.5)
  const half = ledger.ackCount
  await tail.endsWithin(stall * 0.5 + random.int(50, 400))
  const late = lag.end()
  if (tail.end !== undefined) return
  if (ledger.ackCount === half && !ledger.allAcked) scene.note('the tail was blocked')
  // A machine too busy to answer in half the time says nothing about the tail.
  if (sure && late < pongTimeout / 2) {
    scene.note('the connection was watched')
    if (scene.connections() !== before.connections) {
      scene.complain(`run ${tail.number} lost its connection while its reader stalled`)
    }
  }
  tail.story.push('reader goes on')
  tail.output.pipe!.goOn()
}

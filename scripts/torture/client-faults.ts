import type { OutputName } from './outputs.ts'
import { lostUnread, readerGone, readerStalls, termUnread } from './reader-faults.ts'
import { type Scene, stop, stopLimit } from './scene.ts'
import { pause } from './until.ts'

export interface ClientFault {
  readonly about: string
  /** Only where the output is a pipe. */
  readonly pipe?: true
  /** Needs a network of ours in between. */
  readonly wire?: true
  /** Needs a run of its own, with this output. */
  readonly output?: OutputName
  strike(scene: Scene): Promise<void>
}

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
      // Two at nearly the same time may reach a process as one.
      const apart = scene.random.pick([scene.random.int(0, 30), 300])
      await scene.tail.endsWithin(apart)
      await stop(scene, 'SIGTERM', apart < 300 ? stopLimit : 1500)
    },
  },
  'term-unread': {
    about: 'SIGTERM while nobody reads the pipe; half of the time the reader goes on soon',
    pipe: true,
    strike: termUnread,
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
  'net-reset': {
    about: 'the network resets the connection (RST), both sides see it',
    wire: true,
    strike: async ({ wire }) => wire!.reset(),
  },
  'net-end': {
    about: 'the network ends the connection (FIN), anywhere in a line or a TLS record',
    wire: true,
    strike: async ({ wire }) => wire!.end(),
  },
  'net-swallow': {
    about: 'the network swallows all bytes from now on, and says nothing',
    wire: true,
    strike: async ({ wire }) => wire!.swallow(),
  },
  'net-unread': {
    about: 'the connection is lost while nobody reads the pipe; later the reader goes on',
    pipe: true,
    wire: true,
    strike: lostUnread,
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

/** What a fault needs, by its name. */
export function clientFault(name: ClientFaultName): ClientFault {
  return clientFaults[name]
}

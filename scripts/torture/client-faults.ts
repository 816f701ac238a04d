import { type FaultContext, stop, stopLimit } from './fault-context.ts'
import type { OutputName } from './outputs.ts'
import { connectionLostUnread, readerGone, readerStalls, termUnread } from './reader-faults.ts'
import { pause } from './wait-until.ts'

export interface ClientFault {
  readonly about: string
  /** Possible only where the output is a pipe. */
  readonly needsPipe?: true
  /** Needs a network of ours between tail and broker. */
  readonly needsNetwork?: true
  /** Needs a run of its own, with this output. */
  readonly output?: OutputName
  inject(context: FaultContext): Promise<void>
}

/** What is done to the tail, to the reader of its output, and to the network. */
export const clientFaults = {
  kill: {
    about: 'SIGKILL',
    inject: async ({ tail }) => {
      tail.kill()
      await tail.ended
    },
  },
  term: { about: 'SIGTERM', inject: context => stop(context, 'SIGTERM') },
  int: { about: 'SIGINT', inject: context => stop(context, 'SIGINT') },
  'term-twice': {
    about: 'SIGTERM, and again soon after: it ends at once',
    inject: async context => {
      context.tail.mayCutLine = true
      context.tail.stop()
      // Two at nearly the same time may reach a process as one.
      const apart = context.random.pick([context.random.int(0, 30), 300])
      await context.tail.endsWithin(apart)
      await stop(context, 'SIGTERM', apart < 300 ? stopLimit : 1500)
    },
  },
  'term-unread': {
    about: 'SIGTERM while nobody reads the pipe; half of the time the reader continues soon',
    needsPipe: true,
    inject: termUnread,
  },
  freeze: {
    about: 'SIGSTOP, and SIGCONT up to 1.2 s later',
    inject: async ({ tail, random }) => {
      tail.freeze()
      await pause(random.int(50, 1200))
      tail.thaw()
    },
  },
  'reader-gone': { about: 'the reader of the pipe dies', needsPipe: true, inject: readerGone },
  'reader-stalls': {
    about: 'the reader stops for longer than ping interval and pong timeout, and continues',
    needsPipe: true,
    inject: readerStalls,
  },
  'net-reset': {
    about: 'the network resets the connection (RST) on both sides',
    needsNetwork: true,
    inject: async ({ network }) => network!.reset(),
  },
  'net-end': {
    about: 'the network ends the connection (FIN), anywhere in a line or a TLS record',
    needsNetwork: true,
    inject: async ({ network }) => network!.end(),
  },
  'net-swallow': {
    about: 'the network drops all bytes from now on, without an error',
    needsNetwork: true,
    inject: async ({ network }) => network!.swallow(),
  },
  'net-unread': {
    about: 'the connection is lost while nobody reads the pipe; later the reader continues',
    needsPipe: true,
    needsNetwork: true,
    inject: connectionLostUnread,
  },
  'full-device': {
    about: 'stdout is /dev/full',
    output: 'full-device',
    inject: async context => {
      if (!(await context.tail.endsWithin(4000))) await stop(context, 'SIGTERM')
    },
  },
} as const satisfies Record<string, ClientFault>

export type ClientFaultName = keyof typeof clientFaults

export const clientFaultNames = Object.keys(clientFaults) as ClientFaultName[]

/** Returns a fault with all that it may need. */
export function clientFault(name: ClientFaultName): ClientFault {
  return clientFaults[name]
}

/** Returns the output that a fault needs a run of its own with. */
export function outputOf(fault: { readonly kind: ClientFaultName } | undefined): OutputName | undefined {
  return fault && clientFault(fault.kind).output
}

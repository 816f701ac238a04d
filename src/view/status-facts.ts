/** Times are milliseconds on the clock. */
export type ConnectionState =
  /** `retry`: dials since the last login; 0 for the first. */
  | { readonly name: 'connecting'; readonly retry: number }
  | { readonly name: 'connected'; readonly since: number }
  /** The connection is lost, and the next dial comes at `until`. */
  | { readonly name: 'waiting'; readonly until: number }
  /** A recording is played, and `time` is what its clock shows. `speed`: undefined for as fast as possible. */
  | {
      readonly name: 'replaying'
      readonly time: string
      readonly speed: number | undefined
      readonly is: 'playing' | 'paused' | 'ended'
    }
  /** The next dial comes once the events that were received are written. */
  | { readonly name: 'draining' }

export type AckName = 'all' | 'matched' | 'none'

/** What a run is doing, at one moment. */
export interface StatusFacts {
  /** The name of the server, or of what is replayed. */
  readonly server: string
  readonly connection: ConnectionState
  /** The filter options as they can be typed; empty if there are none. */
  readonly filters: string
  readonly received: number
  readonly shown: number
  /** Received events per second. */
  readonly rate: number
  /** Milliseconds since the last event was received; undefined if none was. */
  readonly idle: number | undefined
  /** Milliseconds between the time of the last event and its arrival; undefined if it is not known. */
  readonly lag: number | undefined
  /** The most events that were un-acked at once lately. */
  readonly unacked: number
  /** The events that may be un-acked at once; undefined if there is no server. */
  readonly prefetch: number | undefined
  /** Whether events that will not be acked fill the window, so that no more come. */
  readonly windowFull: boolean
  /** Undefined if nothing is acked because there is no server. */
  readonly ack: AckName | undefined
  /** Undefined if alarms are not tracked. */
  readonly openAlarms: number | undefined
}

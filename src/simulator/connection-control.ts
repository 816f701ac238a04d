import { say } from '../language/say.ts'
import type { ConnectionControl } from './scenario.ts'

/** A connection as scenarios control it. */
export interface Controlled {
  readonly prefetch: number
  send(text: string | Buffer): void
  offer(line: string | Buffer): void
  resume(): void
  /** @param why logged after `closed by the broker: `; the same for the others below */
  close(why: string): void
  reset(why: string): void
  fallSilent(why: string): void
  playDead(why: string): void
}

/** Returns the controls of `connection` for the scenario `name`, whose name the log then has. */
export function controlledBy(name: string, connection: Controlled): ConnectionControl {
  const why = say('scenario {name}', { name })
  return {
    get prefetch() {
      return connection.prefetch
    },
    send: text => connection.send(text),
    offer: line => connection.offer(line),
    resume: () => connection.resume(),
    close: () => connection.close(why),
    reset: () => connection.reset(why),
    fallSilent: () => connection.fallSilent(why),
    playDead: () => connection.playDead(why),
  }
}

import type { ConnectionControl } from './scenario.ts'

/** What a connection lets a scenario do; `scenario` is its name, for the log. */
export interface Controlled {
  readonly prefetch: number
  send(text: string | Buffer): void
  offer(line: string | Buffer): void
  resume(): void
  /** @param why follows "closed by the broker: " in the log */
  close(why: string): void
  reset(why: string): void
  fallSilent(why: string): void
  playDead(why: string): void
}

/** `connection` as the scenario called `name` sees it: what the scenario does is logged under its name. */
export function controlledBy(name: string, connection: Controlled): ConnectionControl {
  const why = `scenario ${name}`
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

const told = /^client (\d+): (connected|logged in as run-(\d+),|over)/
const kept = 60

/** What the broker said: who was whom, and its last words for a report. */
export class BrokerLog {
  readonly last: string[] = []
  connections = 0
  over = 0
  private readonly byRun = new Map<number, number[]>()

  readonly hear = (text: string): void => {
    this.last.push(text)
    if (this.last.length > kept) this.last.shift()
    const [, connection, what, run] = told.exec(text) ?? []
    if (what === 'connected') this.connections++
    else if (what === 'over') this.over++
    else if (run !== undefined) this.connectionsOf(Number(run)).push(Number(connection))
  }

  /** Connections that are not over. */
  get open(): number {
    return this.connections - this.over
  }

  /** Numbers of the connections on which a run logged in; each run has an enterprise id of its own. */
  connectionsOf(run: number): number[] {
    let connections = this.byRun.get(run)
    if (!connections) {
      connections = []
      this.byRun.set(run, connections)
    }
    return connections
  }
}

/** The enterprise id of a run. */
export function idOf(run: number): string {
  return `run-${run}`
}

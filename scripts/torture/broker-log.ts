const login = /^client (\d+): logged in as run-(\d+),/
const lastLines = 60

/** Reads the broker's log: which run logged in on which connection, and the last lines for a report. */
export class BrokerLog {
  readonly last: string[] = []
  private readonly byRun = new Map<number, number[]>()

  readonly add = (line: string): void => {
    this.last.push(line)
    if (this.last.length > lastLines) this.last.shift()
    const [, connection, run] = login.exec(line) ?? []
    if (run !== undefined) this.connectionsOf(Number(run)).push(Number(connection))
  }

  /** Returns the numbers of the connections on which a run logged in; each run has an enterprise id of its own. */
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

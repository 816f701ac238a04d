const lastLines = 60

/** Reads the broker's log: which run logged in on which connection, and the last lines for a report. */
export class BrokerLog {
  readonly last: string[] = []
  private readonly byRun = new Map<number, number[]>()
  private readonly loggedIn: RegExp

  /** @param loggedIn finds the connection and the run in the line of a login */
  constructor(loggedIn: RegExp) {
    this.loggedIn = loggedIn
  }

  readonly add = (line: string): void => {
    this.last.push(line)
    if (this.last.length > lastLines) this.last.shift()
    const [, connection, run] = this.loggedIn.exec(line) ?? []
    if (run !== undefined) this.connectionsOf(Number(run)).push(Number(connection))
  }

  /** Returns the numbers of the connections on which a run logged in. */
  connectionsOf(run: number): number[] {
    let connections = this.byRun.get(run)
    if (!connections) {
      connections = []
      this.byRun.set(run, connections)
    }
    return connections
  }
}

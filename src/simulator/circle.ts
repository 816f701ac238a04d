import type { Connection } from './connection.ts'

/** The connections of a broker; events that none of them asked for are dealt round among them. */
export class Circle {
  /** Whose turn it is first. */
  private members: Connection[] = []

  add(connection: Connection): void {
    this.members.push(connection)
  }

  delete(connection: Connection): void {
    this.members = this.members.filter(member => member !== connection)
  }

  /** Hands out what the queue has, one event to each in turn while several have room. */
  deal(): void {
    let willing = this.members.filter(member => member.outflow.willing)
    while (willing.length > 1) {
      const next = willing[0]!
      const pushed = next.outflow.pushOne()
      willing = pushed ? [...willing.slice(1), next] : willing.slice(1)
      if (pushed) this.members = [...this.members.filter(member => member !== next), next]
    }
    for (const { outflow } of this.members) outflow.turn()
  }

  /** Ends them all at once. */
  disband(): void {
    const { members } = this
    this.members = []
    for (const member of members) member.destroy('shutting down')
  }
}

import type { Connection } from './connection.ts'

/** The connections of a broker; events that none of them asked for are dealt round among them. */
export class RoundRobin {
  /** Whose turn it is first. */
  private members: Connection[] = []

  add(connection: Connection): void {
    this.members.push(connection)
  }

  delete(connection: Connection): void {
    this.members = this.members.filter(member => member !== connection)
  }

  /** Hands out what the queue has, one event to each in turn while several have room. */
  distribute(): void {
    let willing = this.members.filter(member => member.sendQueue.willing)
    while (willing.length > 1) {
      const next = willing[0]!
      const pushed = next.sendQueue.pushOne()
      willing = pushed ? [...willing.slice(1), next] : willing.slice(1)
      if (pushed) this.members = [...this.members.filter(member => member !== next), next]
    }
    for (const { sendQueue } of this.members) sendQueue.turn()
  }

  /** Ends them all at once. */
  destroyAll(): void {
    const { members } = this
    this.members = []
    for (const member of members) member.destroy('shutting down')
  }
}

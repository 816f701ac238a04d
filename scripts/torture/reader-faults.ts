import { type FaultContext, nearlyGivenUp, stop, stopLimit } from './fault-context.ts'
import { LagWatch } from './lag-watch.ts'

/** A SIGTERM while nobody reads what is still to be written. */
export async function termUnread(context: FaultContext): Promise<void> {
  const { tail, random } = context
  const pipe = tail.output.pipe!
  pipe.stall()
  await tail.endsWithin(random.int(50, 600))
  if (tail.end !== undefined) return
  const back = random.chance(0.5) ? setTimeout(() => pipe.resume(), random.int(50, 1200)) : undefined
  // With a reader in time, the write is completed and acked; without one, the tail gives up after two seconds.
  tail.mayCutLine ||= back === undefined
  await stop(context, 'SIGTERM')
  clearTimeout(back)
  if (back && (tail.stopTook ?? 0) < nearlyGivenUp) context.note('the reader came back in time')
}

/** The reader dies, sometimes after it has read nothing for a while. */
export async function readerGone(context: FaultContext): Promise<void> {
  const { tail, ledger, prefetch, random } = context
  const pipe = tail.output.pipe!
  if (random.chance(0.3)) {
    pipe.stall()
    await tail.endsWithin(random.int(0, 300))
  }
  if (tail.end !== undefined) return
  tail.mayEnd.add('0')
  tail.mayCutLine = true
  // With more events left than the window holds, the tail still has to write, and so must notice.
  const unacked = ledger.events.length - ledger.ackCount
  const mustNotice = context.isPrompt && context.loggedIn() && unacked > prefetch
  pipe.leave()
  if (await tail.endsWithin(mustNotice ? stopLimit : 800)) {
    if (tail.end === '0') context.note('ended by itself')
    return
  }
  if (mustNotice) context.violation(`run ${tail.number} continued for ${stopLimit} ms without a reader`)
  await stop(context, 'SIGTERM')
}

/** The reader stops for longer than the heartbeat takes, which the connection must survive. */
export async function readerStalls(context: FaultContext): Promise<void> {
  const { tail, ledger, heartbeat, random } = context
  const isSure = context.isStable && context.loggedIn()
  const closedBefore = context.closedConnections()
  const lag = new LagWatch()
  tail.output.pipe!.stall()
  const stall = heartbeat.pingInterval + heartbeat.pongTimeout
  await tail.endsWithin(stall * 0.5)
  const ackedAtHalf = ledger.ackCount
  await tail.endsWithin(stall * 0.5 + random.int(50, 400))
  const worstLag = lag.end()
  if (tail.end !== undefined) return
  if (ledger.ackCount === ackedAtHalf && !ledger.allAcked) context.note('the tail was blocked')
  // If this machine was too busy to send a pong in half the time, the tail is not to blame.
  if (isSure && worstLag < heartbeat.pongTimeout / 2) {
    context.note('the connection was checked')
    if (context.closedConnections() !== closedBefore) {
      context.violation(`run ${tail.number} lost its connection while its reader stalled`)
    }
  }
  tail.output.pipe!.resume()
}

/** A write is blocked while its connection is lost, and continues when there may be a new one. */
export async function connectionLostUnread({ tail, network, random }: FaultContext): Promise<void> {
  const pipe = tail.output.pipe!
  pipe.stall()
  await tail.endsWithin(random.int(50, 300))
  random.pick([() => network!.reset(), () => network!.end(), () => network!.swallow()])()
  await tail.endsWithin(random.int(100, 2000))
  pipe.resume()
}

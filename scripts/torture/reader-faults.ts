import { LagWatch } from './lag-watch.ts'
import { nearlyGivenUp, type Scene, stop, stopLimit } from './scene.ts'

/** A SIGTERM with nobody to read what is still to be written. */
export async function termUnread(scene: Scene): Promise<void> {
  const { tail, random } = scene
  const pipe = tail.output.pipe!
  pipe.stall()
  await tail.endsWithin(random.int(50, 600))
  if (tail.end !== undefined) return
  const back = random.chance(0.5) ? setTimeout(() => pipe.goOn(), random.int(50, 1200)) : undefined
  // With a reader in time, the write is finished and acked; without one, it is given up after two seconds.
  tail.mayCut ||= back === undefined
  await stop(scene, 'SIGTERM')
  clearTimeout(back)
  if (back && (tail.stopTook ?? 0) < nearlyGivenUp) scene.note('the reader came back in time')
}

/** The reader dies, some of the time after it has read nothing for a while. */
export async function readerGone(scene: Scene): Promise<void> {
  const { tail, ledger, plan, random } = scene
  const pipe = tail.output.pipe!
  if (random.chance(0.3)) {
    pipe.stall()
    await tail.endsWithin(random.int(0, 300))
  }
  if (tail.end !== undefined) return
  tail.mayEnd.add('0')
  tail.mayCut = true
  // With more left than can be out, the tail still has to write, and so must notice.
  const unacked = ledger.events.length - ledger.ackCount
  const mustNotice = scene.prompt && scene.loggedIn() && unacked > plan.prefetch
  pipe.leave()
  if (await tail.endsWithin(mustNotice ? stopLimit : 800)) {
    if (tail.end === '0') scene.note('ended by itself')
    return
  }
  if (mustNotice) scene.complain(`run ${tail.number} went on for ${stopLimit} ms with nobody to read it`)
  await stop(scene, 'SIGTERM')
}

/** The reader stops for longer than the heartbeat takes: the connection must outlive that. */
export async function readerStalls(scene: Scene): Promise<void> {
  const { tail, ledger, plan, random } = scene
  const { pingInterval, pongTimeout } = plan.limits
  const sure = scene.calm && scene.loggedIn()
  const before = scene.over()
  const lag = new LagWatch()
  tail.output.pipe!.stall()
  const stall = pingInterval + pongTimeout
  await tail.endsWithin(stall * 0.5)
  const half = ledger.ackCount
  await tail.endsWithin(stall * 0.5 + random.int(50, 400))
  const late = lag.end()
  if (tail.end !== undefined) return
  if (ledger.ackCount === half && !ledger.allAcked) scene.note('the tail was blocked')
  // A machine too busy to answer in half the time says nothing about the tail.
  if (sure && late < pongTimeout / 2) {
    scene.note('the connection was watched')
    if (scene.over() !== before) {
      scene.complain(`run ${tail.number} lost its connection while its reader stalled`)
    }
  }
  tail.output.pipe!.goOn()
}

/** A write is blocked while its connection is lost, and goes on when there may be a new one. */
export async function lostUnread({ tail, wire, random }: Scene): Promise<void> {
  const pipe = tail.output.pipe!
  pipe.stall()
  await tail.endsWithin(random.int(50, 300))
  random.pick([() => wire!.reset(), () => wire!.end(), () => wire!.swallow()])()
  await tail.endsWithin(random.int(100, 2000))
  pipe.goOn()
}

// The broker's side, in a process of its own: a TLS server that does what it is asked in messages (PusherRequest), and
// reports what happens (PusherReport).
import type { AddressInfo } from 'node:net'
import { createServer, type TLSSocket } from 'node:tls'
import { AckCounter } from './ack-counter.ts'
import { delayProxy } from './delay-proxy.ts'
import type { Load } from './load.ts'
import { type LoadName, loads } from './loads.ts'
import { pacedPush } from './paced-push.ts'
import type { Job, PusherReport, PusherRequest } from './pusher-messages.ts'
import { spreadOf } from './spread.ts'
import { windowPush } from './window-push.ts'

const accepted = (cmd: string) => `{"cmd":"${cmd}","data":{"result":true,"msg":"ok"}}\n`
const pushes = { window: windowPush, paced: pacedPush }
/** Half of a round trip on the delayed port, in milliseconds. */
const delay = 20
const made = new Map<LoadName, Load>()
let startTime = 0
let job: Job

process.on('message', (request: PusherRequest) => {
  if (request.kind === 'listen') return listen(request)
  job = request
  if (!made.has(job.load)) made.set(job.load, loads[job.load](startTime))
})
process.on('disconnect', () => process.exit())

function listen({ cert, key, startTime: time }: PusherRequest & { kind: 'listen' }): void {
  startTime = time
  const server = createServer({ cert, key, noDelay: true }, serve)
  server.on('tlsClientError', error => send({ kind: 'error', text: String(error) }))
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo
    const delayed = delayProxy(port, run => setTimeout(run, delay))
    delayed.listen(0, '127.0.0.1', () => {
      send({ kind: 'ports', port, delayedPort: (delayed.address() as AddressInfo).port })
    })
  })
}

function serve(socket: TLSSocket): void {
  const { push, events, areNew, marks, window, load, number } = job
  const acks = new AckCounter()
  const ackDelays: number[] = []
  let login = ''
  let onAcks: ((acks: number) => void) | undefined
  socket.on('error', () => {})
  socket.on('data', chunk => {
    if (onAcks) return onAcks(acks.count(chunk))
    login += chunk
    if (!login.endsWith('\n')) return
    const { cmd, prefetch_count, data } = JSON.parse(login)
    const isSnoti2 = cmd === 'login_req'
    const prefetch = isSnoti2 ? prefetch_count : data.prefetch_count
    socket.write(accepted(isSnoti2 ? 'login_res' : 'enterprise_login_res'))
    send({ kind: 'mark', number, acked: 0, ...now() })
    onAcks = pushes[push](
      socket,
      {
        load: made.get(load)!,
        events,
        areNew,
        marks,
        ackDelays,
        window: window === 'none' ? Number.POSITIVE_INFINITY : prefetch,
      },
      acked => {
        const ackDelay = ackDelays.length > 0 ? spreadOf(ackDelays).median : undefined
        ackDelays.length = 0
        send({ kind: 'mark', number, acked, ackDelay, ...now() })
      },
    )
  })
  socket.on('close', () => send({ kind: 'closed', number, ...now() }))
}

function now(): { at: number; cpu: number } {
  const { user, system } = process.cpuUsage()
  return { at: performance.now(), cpu: (user + system) / 1000 }
}

function send(report: PusherReport): void {
  process.send!(report)
}

// The broker's side, a process of its own: a TLS server that does what `node scripts/bench.mjs` tells it by
// messages. { do: 'listen', cert, key, startTime } is answered with { told: 'port', port }; { do: 'next', … }
// says what the next client that logs in gets, and is answered with { told: 'mark', … } as acks come in.
import { createServer } from 'node:tls'
import { AckCounter } from './ack-counter.mjs'
import { loads } from './loads.mjs'
import { PacedPush } from './paced-push.mjs'
import { WindowPush } from './window-push.mjs'

const accepted = '{"cmd":"enterprise_login_res","data":{"result":true,"msg":"ok"}}\n'
const pushes = { window: WindowPush, paced: PacedPush }
const made = new Map()
let startTime = 0
let job

const actions = { listen, next }

process.on('message', message => actions[message.do](message))
// Whoever asked is gone.
process.on('disconnect', () => process.exit())

function listen({ cert, key, startTime: time }) {
  startTime = time
  const server = createServer({ cert, key, noDelay: true }, serve)
  server.on('tlsClientError', error => process.send({ told: 'fault', text: String(error) }))
  server.listen(0, '127.0.0.1', () => process.send({ told: 'port', port: server.address().port }))
}

function next(message) {
  job = message
  if (!made.has(job.load)) made.set(job.load, loads[job.load](startTime))
}

function serve(socket) {
  const { push, events, marks, window, load, number } = job
  const acks = new AckCounter()
  let login = ''
  let pushing
  socket.on('error', () => {})
  socket.on('data', chunk => {
    if (pushing) return pushing.acked(acks.count(chunk))
    login += chunk
    if (!login.endsWith('\n')) return
    const prefetch = JSON.parse(login).data.prefetch_count
    socket.write(accepted)
    const told = { load: made.get(load), events, marks, window: window ?? prefetch }
    if (window === 'none') told.window = Number.POSITIVE_INFINITY
    tell('mark', number, 0)
    pushing = new pushes[push](socket, told, at => tell('mark', number, at))
  })
  socket.on('close', () => tell('closed', number))
}

/** Times in milliseconds: `at` on a clock of no special origin, `cpu` of this process so far. */
function tell(told, number, acked) {
  const { user, system } = process.cpuUsage()
  process.send({ told, number, acked, at: performance.now(), cpu: (user + system) / 1000 })
}

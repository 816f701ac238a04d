// The limit of the wire: what any client in this language must do, and nothing else. It reads TLS, counts newlines,
// writes the bytes to stdout, and once they are written sends as many prepared acks.
//
//   node BUNDLE PORT CA-FILE PREFETCH [through|acks|drain] [noti1|snoti2]
//
// `acks` does not write the bytes, `drain` does not even ack: they show the limit of the pusher.
import { readFileSync } from 'node:fs'
import { connect } from 'node:tls'
import type { DialectName } from '../../src/wire/dialects.ts'
import type { BareMode } from './clients.ts'

const [port, ca = '', prefetch, mode = 'through', dialect = 'noti1'] = process.argv.slice(2)
const newline = 10

/** What it sends, by dialect. The pusher only counts the acks. */
const sent: Record<DialectName, { readonly login: object; readonly ack: string }> = {
  noti1: {
    login: {
      cmd: 'enterprise_login_req',
      data: { enterprise_id: 'bench', enterprise_secret: 'bench', prefetch_count: Number(prefetch) },
    },
    ack: '{"cmd":"enterprise_event_ack","delivery_id":1000001}\n',
  },
  snoti2: {
    login: { cmd: 'login_req', prefetch_count: Number(prefetch), data: [] },
    // As for the most events, which have no message id.
    ack: '{"cmd":"event_ack","delivery_id":1000001}\n',
  },
}
const { login, ack: ackLine } = sent[dialect as DialectName]
const ack = Buffer.from(ackLine)
const mostAcks = 65_536
const acks = Buffer.concat(Array.from({ length: mostAcks }, () => ack))

const actions: Record<BareMode, (chunk: Buffer) => void> = {
  through(chunk) {
    const lines = linesIn(chunk)
    process.stdout.write(chunk, () => sendAcks(lines))
  },
  acks: chunk => sendAcks(linesIn(chunk)),
  drain() {},
}
const onEvents = actions[mode as BareMode]

const socket = connect({ host: '127.0.0.1', port: Number(port), ca: readFileSync(ca) })
socket.setNoDelay(true)
socket.once('secureConnect', () => socket.write(`${JSON.stringify(login)}\n`))
socket.once('data', reply => {
  // Events may follow the login reply in the same read.
  const rest = reply.subarray(reply.indexOf(newline) + 1)
  if (rest.length > 0) onEvents(rest)
  socket.on('data', onEvents)
})
process.stdout.on('error', () => process.exit())

function linesIn(chunk: Buffer): number {
  let lines = 0
  for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, at + 1)) lines++
  return lines
}

function sendAcks(count: number): void {
  if (count > 0) socket.write(acks.subarray(0, count * ack.length))
}

// The limit of the wire: what any client in this language must do, and nothing else. It reads TLS, counts
// newlines, writes the bytes through, and once they are written answers with as many ready-made acks.
//
//   node bare-client.mjs PORT CA-FILE PREFETCH [through|acks|drain]
//
// `acks` does not write the bytes on, `drain` does not even ack: with these the pusher's own ceiling is seen.
import { readFileSync } from 'node:fs'
import { connect } from 'node:tls'

const [port, ca, prefetch, mode = 'through'] = process.argv.slice(2)
const data = { enterprise_id: 'bench', enterprise_secret: 'bench', prefetch_count: Number(prefetch) }
const ack = Buffer.from('{"cmd":"enterprise_event_ack","delivery_id":1000001}\n')
const most = 65_536
const acks = Buffer.concat(Array.from({ length: most }, () => ack))

const socket = connect({ host: '127.0.0.1', port: Number(port), ca: readFileSync(ca) })
socket.setNoDelay(true)
socket.once('secureConnect', () => socket.write(`${JSON.stringify({ cmd: 'enterprise_login_req', data })}\n`))
socket.once('data', reply => {
  // Events may follow the answer in the same read.
  const rest = reply.subarray(reply.indexOf(10) + 1)
  if (rest.length > 0) take[mode](rest)
  socket.on('data', take[mode])
})
process.stdout.on('error', () => process.exit())

const take = {
  through(chunk) {
    const lines = linesIn(chunk)
    process.stdout.write(chunk, () => answer(lines))
  },
  acks: chunk => answer(linesIn(chunk)),
  drain() {},
}

function linesIn(chunk) {
  let lines = 0
  for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines++
  return lines
}

function answer(lines) {
  if (lines > 0) socket.write(acks.subarray(0, lines * ack.length))
}

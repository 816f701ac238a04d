import { writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { freePort, listens } from '../ports.ts'
import { type EngineKind, Server } from './engine.ts'

/** With JetStream on disk, and a listener for MQTT, by which the command publishes. */
export const nats: EngineKind = {
  programs: ['nats-server', 'mosquitto_pub'],
  recipe: /^mosquitto_pub /,
  async start(folder) {
    const port = await freePort()
    const mqtt = await freePort()
    const config = join(folder, 'nats.conf')
    writeFileSync(
      config,
      `listen: "127.0.0.1:${port}"
server_name: test
jetstream { store_dir: "${folder}" }
mqtt { listen: "127.0.0.1:${mqtt}" }`,
    )
    const server = new Server(
      ['nats-server', '-c', config],
      async () => (await listens(mqtt)) && (await isReady()),
    )
    const ask = async (what: string, request: unknown) =>
      JSON.parse((await messages(port, `$JS.API.${what}`, () => request, 1))[0]!)
    // While it starts, it may also reset connections.
    const isReady = () =>
      ask('INFO', {}).then(
        ({ error }) => !error,
        () => false,
      )
    await server.start()
    await ask('STREAM.CREATE.GIZWITS', { name: 'GIZWITS', subjects: ['gizwits.events'], storage: 'file' })
    return {
      places: { '-h nats -p 1883': `-h 127.0.0.1 -p ${mqtt}` },
      env: {},
      crash: () => server.kill(),
      recover: () => server.start(),
      stop: () => server.kill(),
      async stored() {
        const { state } = await ask('STREAM.INFO.GIZWITS', {})
        const request = (inbox: string) => ({
          stream_name: 'GIZWITS',
          config: { deliver_subject: inbox, ack_policy: 'none', deliver_policy: 'all' },
        })
        const create = '$JS.API.CONSUMER.CREATE.GIZWITS'
        const replies = await messages(port, create, request, 1 + state.messages)
        return replies.filter(text => !text.startsWith('{"type":"io.nats.'))
      },
    }
  },
}

let inboxes = 0

/** Sends a request, and returns the first messages to its inbox. An inbox of its own gets nothing that an earlier one asked for. */
function messages(
  port: number,
  subject: string,
  request: (inbox: string) => unknown,
  count: number,
): Promise<string[]> {
  const inbox = `_INBOX.test${inboxes++}`
  const body = Buffer.from(JSON.stringify(request(inbox)))
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let bytes = Buffer.alloc(0)
    const found: string[] = []
    socket.write(`CONNECT {"verbose":false}\r\nSUB ${inbox} 1\r\n`)
    socket.write(`PUB ${subject} ${inbox} ${body.length}\r\n${body}\r\n`)
    socket.on('error', reject)
    socket.on('data', chunk => {
      bytes = Buffer.concat([bytes, chunk])
      for (let end = bytes.indexOf('\r\n'); end >= 0; end = bytes.indexOf('\r\n')) {
        const head = bytes.toString('latin1', 0, end)
        const length = head.startsWith('MSG ') ? Number(head.split(' ').at(-1)) : undefined
        const next = length === undefined ? end + 2 : end + 2 + length + 2
        if (bytes.length < next) break
        if (length !== undefined) found.push(bytes.toString('utf8', end + 2, end + 2 + length))
        bytes = bytes.subarray(next)
      }
      if (found.length < count) return
      socket.destroy()
      resolve(found.slice(0, count))
    })
  })
}

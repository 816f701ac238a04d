import { chmodSync, closeSync, openSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { startChild, timeOf } from './child.mjs'
import { linesFile, onPath } from './file-tools.mjs'
import { smallCount } from './loads.mjs'
import { countingPipe } from './pipe.mjs'

const share = 1 / 4
const prefetch = 1000
/**
 * Lines that one mosquitto_pub gets, whole rounds of the load: after message 65,535, where MQTT's ids begin
 * again, version 2.0.11 takes an early answer for that to its last and leaves the rest unsent.
 */
const onePublish = smallCount * 150
/** Seconds after which mosquitto_sub gives up. */
const patience = '60'
const session = ['-i', 'bench', '-c', '-q', '1', '-t', 'bench']

/** `mosquitto_sub -q 1` over TLS, draining what a broker has queued for its session; both programs' work. */
export const mosquittoContender = {
  async prepare() {
    const [broker, sub, pub] = ['mosquitto', 'mosquitto_sub', 'mosquitto_pub'].map(name => onPath(name)?.[0])
    if (!broker || !sub || !pub) return 'not installed (Debian: mosquitto, mosquitto-clients)'
    this.programs = { broker, sub, pub }
    return undefined
  },

  async run(bench) {
    const { broker, sub, pub } = this.programs
    const lines = Math.round(bench.events * share)
    const [tlsPort, plainPort] = [await freePort(), await freePort()]
    const server = startChild([broker, '-c', configFile(bench, tlsPort, plainPort)])
    try {
      const plain = ['-h', '127.0.0.1', '-p', String(plainPort)]
      const tls = ['-h', '127.0.0.1', '-p', String(tlsPort), '--cafile', bench.caFile]
      await untilOpen(() => timeOf([sub, ...plain, ...session, '-E']))
      for (let left = lines; left > 0; left -= onePublish) {
        const stdin = openSync(linesFile(bench, Math.min(left, onePublish)), 'r')
        await timeOf([pub, ...plain, '-q', '1', '-t', 'bench', '-l'], { stdin })
        closeSync(stdin)
      }
      const pipe = countingPipe(bench.folder)
      const running = timeOf([sub, ...tls, ...session, '-W', patience, '-C', String(lines)], {
        stdout: pipe.fd,
      })
      pipe.release()
      const ms = await running
      if ((await pipe.read()) !== bench.load.bytesOf(lines)) throw new Error('mosquitto_sub lost something')
      return { rate: lines / (ms / 1000), ms }
    } finally {
      await server.stop()
    }
  },
}

function configFile({ folder, caFile, certificate }, tlsPort, plainPort) {
  const keyFile = join(folder, 'key.pem')
  writeFileSync(keyFile, certificate.key, { mode: 0o600 })
  const file = join(folder, 'mosquitto.conf')
  const lines = [
    // Started by root it would become another user, who may not read here.
    process.getuid?.() === 0 ? 'user root' : '',
    'allow_anonymous true',
    'persistence false',
    'log_type none',
    'set_tcp_nodelay true',
    'max_queued_messages 0',
    `max_inflight_messages ${prefetch}`,
    `listener ${plainPort} 127.0.0.1`,
    `listener ${tlsPort} 127.0.0.1`,
    `certfile ${caFile}`,
    `keyfile ${keyFile}`,
  ]
  writeFileSync(file, `${lines.join('\n')}\n`)
  chmodSync(file, 0o600)
  return file
}

async function untilOpen(attempt) {
  for (let i = 0; ; i++) {
    try {
      return await attempt()
    } catch (error) {
      if (i === 50) throw error
      await wait(100)
    }
  }
}

function freePort() {
  return new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

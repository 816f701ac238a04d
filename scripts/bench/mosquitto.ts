import { chmodSync, closeSync, openSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Bench } from './bench.ts'
import { startChild, timeOf } from './child.ts'
import type { Contender } from './contender.ts'
import { linesFile } from './file-tools.ts'
import { smallCount } from './loads.ts'
import { onPath } from './on-path.ts'
import { countingPipe } from './pipe.ts'

const share = 1 / 4
const prefetch = 1000
/**
 * Lines that one mosquitto_pub gets, a whole number of loads: after message 65,535, where MQTT's ids begin again,
 * version 2.0.11 takes an early answer for that to its last and leaves the rest unsent.
 */
const linesPerPublish = smallCount * 150
/** Seconds after which mosquitto_sub gives up. */
const timeout = '60'
const session = ['-i', 'bench', '-c', '-q', '1', '-t', 'bench']

/** `mosquitto_sub -q 1` over TLS, reading what a broker has queued for its session: the work of both programs. */
export function mosquittoContender(): Contender {
  const [broker, sub, pub] = ['mosquitto', 'mosquitto_sub', 'mosquitto_pub'].map(name => onPath(name)?.[0])
  return {
    prepare: async () =>
      broker && sub && pub ? undefined : 'not installed (Debian: mosquitto, mosquitto-clients)',

    async run(bench) {
      const lines = Math.round(bench.events * share)
      const [tlsPort, plainPort] = [await freePort(), await freePort()]
      const server = startChild([broker!, '-c', configFile(bench, tlsPort, plainPort)])
      try {
        const plain = ['-h', '127.0.0.1', '-p', String(plainPort)]
        const tls = ['-h', '127.0.0.1', '-p', String(tlsPort), '--cafile', bench.caFile]
        await retried(() => timeOf([sub!, ...plain, ...session, '-E']))
        for (let left = lines; left > 0; left -= linesPerPublish) {
          const stdin = openSync(linesFile(bench, Math.min(left, linesPerPublish)), 'r')
          await timeOf([pub!, ...plain, '-q', '1', '-t', 'bench', '-l'], { stdin })
          closeSync(stdin)
        }
        const pipe = countingPipe(bench.folder)
        const command = [sub!, ...tls, ...session, '-W', timeout, '-C', String(lines)] as const
        const running = timeOf(command, { stdout: pipe.fd })
        pipe.release()
        const ms = await running
        if ((await pipe.read()) !== bench.loads.noti1.bytesOf(lines))
          throw new Error('mosquitto_sub lost events')
        return { rate: lines / (ms / 1000), ms }
      } finally {
        await server.stop()
      }
    },
  }
}

function configFile({ folder, caFile, certificate }: Bench, tlsPort: number, plainPort: number): string {
  const keyFile = join(folder, 'key.pem')
  writeFileSync(keyFile, certificate.key, { mode: 0o600 })
  const file = join(folder, 'mosquitto.conf')
  const lines = [
    // Started by root, it would become another user, who may not read this folder.
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

/** Tries until it succeeds: a broker that has just been started may not listen yet. */
async function retried<T>(attempt: () => Promise<T>): Promise<T> {
  for (let i = 0; ; i++) {
    try {
      return await attempt()
    } catch (error) {
      if (i === 50) throw error
      await wait(100)
    }
  }
}

function freePort(): Promise<number> {
  return new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}

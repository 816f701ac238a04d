import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { EngineKind } from './engine.ts'

/**
 * The broker that librdkafka has for tests, inside a consumer. It keeps all in memory, so instead of being killed and
 * started again it is stopped and continued.
 */
export const kafka: EngineKind = {
  programs: ['kcat'],
  recipe: /^kcat /,
  async start() {
    const broker = ['-X', 'test.mock.num.brokers=1', '-d', 'mock']
    const words = ['-C', '-b', 'any', '-t', 'gizwits', '-u', '-o', 'beginning', ...broker]
    const child = spawn('kcat', words, { stdio: ['ignore', 'pipe', 'pipe'] })
    let consumed = ''
    child.stdout.setEncoding('utf8').on('data', text => {
      consumed += text
    })
    const address = await addressOf(child)
    return {
      places: { 'kafka:9092': address },
      env: {},
      crash: async () => void child.kill('SIGSTOP'),
      recover: async () => void child.kill('SIGCONT'),
      async stop() {
        child.kill('SIGCONT')
        child.kill('SIGKILL')
        await once(child, 'exit')
      },
      /** What it has confirmed is consumed soon after. */
      async stored() {
        await new Promise(resolve => setImmediate(resolve))
        return consumed.split('\n').slice(0, -1)
      },
    }
  },
}

/** Settles once it says where its broker is. What it says is read to the end, or it would stop. */
function addressOf({ stderr }: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    stderr!.setEncoding('utf8').on('data', text => {
      if (said.length < 10_000) said += text
      const address = /bootstrap\.servers=(\S+)\s/.exec(said)?.[1]
      if (address !== undefined) resolve(address)
    })
    stderr!.on('end', () => reject(new Error(`kcat has no mock broker: ${said}`)))
  })
}

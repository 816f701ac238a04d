import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { systemClock } from '../src/base/clock.ts'
import { startBroker } from '../src/simulator/broker.ts'
import { type EventRecord, Ledger } from '../src/simulator/ledger.ts'
import { Run } from './support/bin.ts'
import type { Engine, EngineKind } from './support/engines/engine.ts'
import { kafka } from './support/engines/kafka.ts'
import { nats } from './support/engines/nats.ts'
import { postgres } from './support/engines/postgres.ts'
import { redis } from './support/engines/redis.ts'
import { exampleLines, fileBlock } from './support/example-lines.ts'
import { sharedCertificate } from './support/shared-certificate.ts'
import { tempFolder } from './support/temp-folder.ts'
import { whereIs } from './support/tool-path.ts'

/** Events of each run. */
const total = 10_000
const folder = tempFolder()
const engines: Readonly<Record<string, EngineKind>> = { redis, postgres, nats, kafka }

/** The command of the README for this engine, on the hosts and ports of the test. */
function recipeOf({ recipe }: EngineKind, { places }: Engine): string {
  const commands = exampleLines('README.md').flatMap(line => /--exec '([^']+)'/.exec(line)?.[1] ?? [])
  let command = commands.find(text => recipe.test(text))
  if (command === undefined) throw new Error(`README.md has no recipe that begins with ${recipe}`)
  for (const [name, place] of Object.entries(places)) {
    expect(command).toContain(name)
    command = command.replaceAll(name, place)
  }
  return command
}

/** The line of an event, as it was pushed on the only connection. */
function lineOf({ head, tail, pushes }: EventRecord): string {
  return Buffer.from(head + pushes[0]!.token + tail, 'latin1').toString()
}

/** Kills the command that a tail runs just now, with all that it has started. */
async function killCommand({ child: { pid } }: Run): Promise<void> {
  for (;;) {
    const [running] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ')
    try {
      if (running) return void process.kill(-Number(running), 'SIGKILL')
    } catch {
      // It has just ended, or has no process group of its own yet.
    }
    await new Promise(resolve => setImmediate(resolve))
  }
}

const linux = process.platform === 'linux'

describe.runIf(linux).each(Object.entries(engines))('%s', (name, kind) => {
  const missing = kind.programs.filter(program => whereIs(program) === undefined)

  test.skipIf(missing.length > 0)(
    `has each of ${total} events, in order, though the command is killed and the engine restarted${missing.length > 0 ? `: not installed: ${missing}` : ''}`,
    { timeout: 120_000 },
    async ({ onTestFinished, onTestFailed }) => {
      const place = mkdtempSync(join(folder, `${name}-`))
      const engine = await kind.start(place)
      onTestFinished(() => engine.stop())
      const ledger = new Ledger()
      const broker = await startBroker({
        ...{ port: 0, rate: 0, devices: 50, seed: 1, scenarios: [], count: total },
        ...{ clock: systemClock, certificate: sharedCertificate(), ledger },
      })
      onTestFinished(() => broker.close())
      writeFileSync(join(place, 'ca.pem'), broker.ca)
      for (const file of ['xadd.lua', 'copy.sql'])
        writeFileSync(join(place, file), fileBlock('README.md', file))
      const command = `cd '${place}'; ${recipeOf(kind, engine)}`
      const options = ['--id', 'i', '--secret', 's', '--ca', join(place, 'ca.pem'), '--batch', '250']
      const server = ['--host', '127.0.0.1', '--port', String(broker.port)]
      const tail = new Run(
        [...server, ...options, '--exec', command, '--exec-timeout', '5s', '-n', String(total), '-v'],
        { env: engine.env },
      )
      onTestFinished(() => void tail.child.kill())
      onTestFailed(() => console.error(broker.stats().acks, tail.stderr))
      const acked = async (count: number) => {
        while (broker.stats().acks < count) {
          if (tail.child.exitCode !== null) throw new Error(`it ended before: ${tail.stderr}`)
          await new Promise(resolve => setImmediate(resolve))
        }
      }
      /** Settles once the engine has these events. An event that was acked is not sent again. */
      const has = async (events: readonly EventRecord[]) => {
        const lines = events.map(lineOf)
        for (let there = new Set<string>(); !lines.every(line => there.has(line)); )
          there = new Set(await engine.stored())
      }

      await acked(2000)
      await killCommand(tail)
      await tail.until(({ stderr }) => stderr.includes('was killed by SIGKILL'))

      await acked(6000)
      await engine.crash()
      const failures = () => tail.stderr.match(/the command of --exec [^\n]* again/g)!.length
      const before = failures()
      await tail.until(() => failures() > before)
      const given = ledger.acked()
      await engine.recover()
      await has(given)

      expect(await tail.end(), tail.stderr).toMatchObject({ code: 0, stdout: '' })
      await has(ledger.events)
      const stored = await engine.stored()
      const lines = ledger.events.map(lineOf)
      // A batch that was stored, but whose command was killed, is there twice.
      expect([...new Set(stored)]).toEqual(lines)
      expect(ledger.violations).toEqual([])
      expect(ledger.acked()).toHaveLength(total)
      console.info(`${name}: ${stored.length} lines stored of ${total} events, ${failures()} failures`)
    },
  )
})

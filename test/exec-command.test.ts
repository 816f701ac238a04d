import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { systemClock } from '../src/base/clock.ts'
import { startBroker } from '../src/simulator/broker.ts'
import { Ledger } from '../src/simulator/ledger.ts'
import { Run, run, signals } from './support/bin.ts'
import { HandServer } from './support/hand-server.ts'
import { eventLine } from './support/lines.ts'
import { processEnd } from './support/processes.ts'
import { sharedCertificate } from './support/shared-certificate.ts'
import { tempFolder } from './support/temp-folder.ts'
import { until } from './support/test-broker.ts'

const folder = tempFolder()
/** A folder for one test. */
const place = () => mkdtempSync(join(folder, 'test-'))
let server: HandServer

/** A server that sends these events to whoever logs in. */
async function serve(...lines: string[]): Promise<string[]> {
  server = await HandServer.start(async visitor => {
    await visitor.login()
    visitor.socket.write(lines.map(line => `${line}\n`).join(''))
  })
  return server.options
}

const three = [1, 2, 3].map(n => eventLine(n, { data: { n } }))
const acks = () => server.visitors.flatMap(visitor => visitor.acks)

describe.runIf(signals)('--exec', () => {
  test('gives the command the lines as they came, and acks them once it exits with 0', async () => {
    const at = place()
    const options = await serve(...three)
    const command = `cat >> '${at}/got'; [ -e '${at}/go' ] || { echo not yet >&2; exit 7; }`
    const tail = new Run([...options, '--exec', command, '-n', '3', '--summary', 'always'])
    await tail.until(({ stderr }) => stderr.includes('exit code 7'))
    expect(acks()).toEqual([])
    writeFileSync(join(at, 'go'), '')
    const { code, stdout, stderr } = await tail.end()
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
    expect(acks()).toEqual(['1', '2', '3'])
    const got = readFileSync(join(at, 'got'), 'utf8')
    expect(got.replaceAll(`${three.join('\n')}\n`, 'batch ')).toMatch(/^(batch ){2,}$/)
    expect(stderr).toContain(
      'warning: the command of --exec failed with exit code 7: not yet; trying its 3 events again until it succeeds (reported once per kind of failure)\n',
    )
    expect(stderr).toMatch(/the command of --exec takes events again; it had failed (once|\d+ times)\n/)
    expect(stderr.match(/warning: /g)).toHaveLength(1)
    expect(stderr).toMatch(/^exec +3 events {3}\d+ bytes {3}1 batch {3}\d+ failures? {3}0 waiting$/m)
  })

  test('asks for two batches, and gives no run of the command more than one', async () => {
    const options = await serve(...three)
    const { stderr } = await run([...options, '--exec', 'wc -l', '--batch', '2', '-n', '3', '-q'])
    expect(stderr.split('\n').map(Number)).toEqual([2, 1, 0])
    expect(server.visitors[0]!.said).toContain('"prefetch_count":4')
  })

  test('gives it events that match, as with any output', async () => {
    const options = await serve(...three)
    const words = ['--exec', 'grep -o \'"n":[0-9]\'', '-q', '-f', 'data.n=2', '-n', '1']
    expect((await run([...options, ...words, '--ack', 'matched'])).stderr).toBe('"n":2\n')
    expect(acks()).toEqual(['2'])
  })

  test('with --peek acks nothing', async () => {
    const options = await serve(...three)
    expect((await run([...options, '--exec', 'wc -l', '-q', '-n', '3', '--peek'])).code).toBe(0)
    expect(acks()).toEqual([])
  })

  test('shows events on stdout, too, in a format that is asked for', async () => {
    const options = await serve(...three)
    const words = ['--exec', 'wc -l', '-q', '-n', '3']
    const { stdout, stderr } = await run([...options, ...words, '--json'])
    expect([stdout, stderr.trim()]).toEqual([`${three.join('\n')}\n`, '3'])
    const pretty = await run([...(await serve(...three)), ...words, '-o', 'pretty'])
    expect(pretty.stdout.match(/n=[123]/g)).toHaveLength(3)
  })

  test('adds the member of --enrich', async () => {
    const options = await serve(...three)
    const { stderr } = await run([...options, '--exec', 'cat', '--enrich', '-q', '-n', '3'])
    for (const line of stderr.trim().split('\n')) expect(JSON.parse(line)._tail).toHaveProperty('lag_ms')
  })

  test('lets no text of an event, and no secret, into the command line or environment', async () => {
    const at = place()
    const secret = 'c4n4ry-secret'
    const did = `$(touch '${at}/pwned')\`touch '${at}/pwned'\`; touch '${at}/pwned'`
    const options = await serve(eventLine(1, { did }))
    const command = `cat > '${at}/got'; env > '${at}/env'; cat /proc/$$/cmdline > '${at}/cmdline' 2>/dev/null || :`
    const env = {
      GIZWITS_ENTERPRISE_SECRET: secret,
      GIZWITS_AUTH_SECRET: secret,
      GIZWITS_OTHER_SECRET_2: secret,
      GIZWITS_HOST: 'kept',
    }
    const bare = options.filter((word, i) => word !== '--secret' && options[i - 1] !== '--secret')
    expect((await run([...bare, '--exec', command, '-n', '1'], { env })).code).toBe(0)
    const read = (name: string) => readFileSync(join(at, name), 'utf8')
    expect(JSON.parse(read('got')).did).toBe(did)
    expect(existsSync(join(at, 'pwned'))).toBe(false)
    expect(read('env')).toContain('GIZWITS_HOST=kept')
    for (const name of ['env', 'cmdline']) {
      expect(read(name)).not.toContain('touch')
      expect(read(name)).not.toContain(secret)
    }
  })

  test('shows what the command prints on stderr, safely, even with -q', async () => {
    const options = await serve(eventLine(1, { child_passcode: 'p4ss' }))
    const command = `cat; printf 'out \\033[31mred\\n'; echo "c4n4ry-secret err" >&2`
    const { stdout, stderr } = await run([
      ...options,
      '--exec',
      command,
      '-n',
      '1',
      '-q',
      '--secret',
      'c4n4ry-secret',
    ])
    expect(stdout).toBe('')
    expect(stderr).toContain('"child_passcode":***')
    expect(stderr).toContain('out \\u001b[31mred\n')
    expect(stderr).toContain('*** err\n')
    expect(stderr).not.toContain('p4ss')
  })
})

describe.runIf(signals)('on a signal, --exec', () => {
  const options = ['-n', '1000', '--exec']

  test('lets the batch in hand be finished, and acks it', async () => {
    const at = place()
    const command = `cat > /dev/null; echo started; until [ -e '${at}/go' ]; do sleep 0.01; done`
    const tail = new Run([...(await serve(...three)), ...options, command, '--batch-time', '0'])
    await tail.until(({ stderr }) => stderr.includes('started'))
    tail.child.kill('SIGINT')
    writeFileSync(join(at, 'go'), '')
    expect((await tail.end()).code).toBe(130)
    expect(acks()).toEqual(['1', '2', '3'])
  })

  test('gives back the batch of a command that hangs, and kills it', async () => {
    const command = 'cat > /dev/null; sleep 600 & echo pids $! $$; wait'
    const tail = new Run([...(await serve(...three)), ...options, command, '--batch-time', '0'])
    await tail.until(({ stderr }) => /pids .*\n/.test(stderr))
    tail.child.kill('SIGTERM')
    const { code, stderr } = await tail.end()
    expect([code, acks()]).toEqual([143, []])
    for (const pid of /pids (.*)/.exec(stderr)![1]!.split(' ')) await processEnd(Number(pid))
  })

  test('gives back the batch of a command that fails, and says so', async () => {
    const tail = new Run([
      ...(await serve(...three)),
      ...options,
      'echo why >&2; exit 1',
      '--batch-time',
      '0',
    ])
    await tail.until(({ stderr }) => stderr.includes('warning: the command'))
    tail.child.kill('SIGINT')
    const { code, stderr } = await tail.end()
    expect([code, acks()]).toEqual([130, []])
    expect(stderr).toContain('error: the command of --exec failed with exit code 1: why\n')
    expect(stderr).toContain('Events that it has not taken stay in the queue: 3.')
  })

  test('ends at once on the second one, with its command', async () => {
    const command = `trap '' TERM; cat > /dev/null; sleep 600 & echo pids $! $$; wait`
    const tail = new Run([...(await serve(...three)), ...options, command, '--batch-time', '0'])
    await tail.until(({ stderr }) => /pids .*\n/.test(stderr))
    tail.child.kill('SIGINT')
    tail.child.kill('SIGINT')
    // The second may come before the first is handled, and is lost then.
    const again = setInterval(() => tail.child.kill('SIGINT'), 20)
    const { code, stderr } = await tail.end()
    clearInterval(again)
    expect([code, acks()]).toEqual([130, []])
    for (const pid of /pids (.*)/.exec(stderr)![1]!.split(' ')) await processEnd(Number(pid))
  })
})

describe.runIf(signals)('when --duration is over, --exec', () => {
  test('that has not taken its events is no success', async () => {
    const words = ['--exec', 'cat > /dev/null; exit 9', '--duration', '500ms', '--batch-time', '0']
    const { code, stderr } = await run([...(await serve(...three)), ...words])
    expect(code).toBe(1)
    expect(stderr).toContain('error: the command of --exec failed with exit code 9')
    expect(acks()).toEqual([])
  })
})

test.runIf(signals)(
  'several instances share a queue, and what one had in hand as it was killed goes to another',
  async ({ onTestFinished }) => {
    const at = place()
    const total = 5000
    const ledger = new Ledger()
    const broker = await startBroker({
      ...{ port: 0, rate: 0, devices: 20, seed: 1, scenarios: [], count: total },
      ...{ clock: systemClock, certificate: sharedCertificate(), ledger },
    })
    onTestFinished(() => broker.close())
    writeFileSync(join(at, 'ca.pem'), broker.ca)
    const login = ['--host', '127.0.0.1', '--port', String(broker.port), '--ca', join(at, 'ca.pem')]
    const instance = (name: string) => {
      // A file per batch that appears as a whole: what a killed command has stored in part does not count.
      const command = `cat > '${at}/part-${name}' && mv '${at}/part-${name}' '${at}/${name}-'$$`
      const words = ['--id', 'i', '--secret', 's', '--exec', command, '--batch', '50', '--batch-time', '20ms']
      const tail = new Run([...login, ...words])
      onTestFinished(() => void tail.child.kill('SIGKILL'))
      return tail
    }
    const tails = ['a', 'b', 'c'].map(instance)
    const storedBy = (name: string) => readdirSync(at).filter(file => file.startsWith(`${name}-`))
    await until(() => ['a', 'b', 'c'].every(name => storedBy(name).length > 0) && broker.stats().acks > 500)
    tails[0]!.child.kill('SIGKILL')
    await until(() => ledger.acked().length === total)
    for (const tail of tails.slice(1)) {
      tail.child.kill('SIGTERM')
      expect((await tail.end()).code).toBe(143)
    }
    const stored = new Set<string>()
    for (const file of ['a', 'b', 'c'].flatMap(storedBy))
      for (const line of readFileSync(join(at, file), 'latin1').split('\n').slice(0, -1)) stored.add(line)
    for (const { head, tail, pushes } of ledger.events) {
      const lines = pushes.filter(push => push.acked).map(push => head + push.token + tail)
      expect(lines).toHaveLength(1)
      expect(stored).toContain(lines[0])
    }
    expect(ledger.violations).toEqual([])
  },
)

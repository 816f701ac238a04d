// Replaces `gizwits-tail` on the PATH of a documented example: runs the real program against the broker of the test, and
// makes it end by itself. The other options of the example are not changed.
import { spawn } from 'node:child_process'
import { appendFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { gzipSync } from 'node:zlib'

const {
  EXAMPLE_BIN = '',
  EXAMPLE_CODES = '',
  EXAMPLE_PORT = '',
  EXAMPLE_PIN = '',
  EXAMPLE_PROXY = '',
} = process.env
const { NODE_EXTRA_CA_CERTS = '' } = process.env
const words = process.argv.slice(2)
const simulates = words[0] === 'simulate'

/** Options of the server get the values of the test's broker. */
const replaced = {
  '--host': '127.0.0.1',
  '--servername': '127.0.0.1',
  '--port': simulates ? '0' : EXAMPLE_PORT,
  '--ca': NODE_EXTRA_CA_CERTS,
  '--pin': EXAMPLE_PIN,
}
for (const [option, value] of Object.entries(replaced)) {
  const at = words.indexOf(option)
  if (at >= 0) words[at + 1] = value
}
const proxy = words.indexOf('--proxy') + 1
if (proxy > 0) words[proxy] = words[proxy]?.replace(/[\w.]+\.example(:\d+)?/, EXAMPLE_PROXY) ?? ''

const secretFile = words.includes('--secret-file') ? words[words.indexOf('--secret-file') + 1] : undefined
if (secretFile !== undefined && secretFile !== '-' && !existsSync(secretFile)) {
  mkdirSync(dirname(secretFile), { recursive: true })
  const keys = words.flatMap((word, i) => (words[i - 1] === '--product' ? [word.split(':')[0]] : []))
  const lines = keys.length > 1 ? keys.map(key => `${key} secret`) : ['secret']
  writeFileSync(secretFile, `${lines.join('\n')}\n`, { mode: 0o600 })
}

// Recordings that an example has made before.
const line = JSON.stringify({
  cmd: 'enterprise_event_push',
  event_type: 'device_online',
  did: 'Kp7rMv5nWb9dQs3fTg2hYx',
  created_at: 1499843747,
  data: { temp: 31 },
})
const recordings = words[0] === 'replay' ? words.filter(word => /\.ndjson(\.gz)?$/.test(word)) : []
for (const file of recordings) {
  if (!existsSync(file)) writeFileSync(file, file.endsWith('.gz') ? gzipSync(`${line}\n`) : `${line}\n`)
}

/** @param {string[]} options */
const has = (...options) =>
  words.some(word => options.some(option => word === option || word.startsWith(`${option}=`)))
const tails = words[0] === undefined || words[0].startsWith('-')
if (simulates && !has('--port')) words.push('--port', '0')
if (tails && !has('-h', '--help', '-V', '--version')) {
  // Without acks, the window is soon full.
  const few = has('--demo', '--peek', '--ack')
  // What ends at an event ends by itself.
  if (!has('-n', '--count', '--until', '--fail-on')) words.push('-n', few ? '1' : '50')
  if (!has('--timeout')) words.push('--timeout', '20s')
}

const child = spawn(process.execPath, [EXAMPLE_BIN, ...words], {
  stdio: ['inherit', simulates ? 'pipe' : 'inherit', 'inherit'],
})
// A simulator runs until it is stopped; it is ready when it prints a command.
child.stdout?.once('data', text => {
  process.stdout.write(text)
  child.kill('SIGINT')
})
child.on('close', code => {
  // The simulated devices have faults.
  const expected = simulates ? 130 : has('--fail-on') ? 5 : 0
  const done = code === expected ? 0 : code
  appendFileSync(EXAMPLE_CODES, `${done}\n`)
  process.exitCode = done ?? 1
})

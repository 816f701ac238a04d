import { runChild } from './child.mjs'

/** @typedef {{ code: number | null, stdout: string, stderr: string }} Answer */

/**
 * What an executable is run with, and what must be true of the result: `wrong` returns what is not, undefined where all
 * is right.
 *
 * @typedef {object} Question
 * @property {string[]} args
 * @property {Record<string, string>} [env]
 * @property {(answer: Answer, version: string) => string | undefined} wrong
 */

/** @type {readonly Question[]} */
const questions = [
  {
    args: ['--version'],
    wrong({ stdout }, version) {
      if (stdout === `${version}\n`) return undefined
      const plain = /^v\d+\.\d+\.\d+\n$/.test(stdout) ? 'a plain Node, ' : ''
      return `it is ${plain}not ${version}: it says ${JSON.stringify(stdout)}`
    },
  },
  // A broker in the same process, a certificate made at start, TLS, and the events byte for byte.
  { args: ['--demo', '--json', '-n', '20'], wrong: ({ stdout }) => wrongEvents(stdout, 20) },
  // The lazy parts of the program, colour, and the table at the end.
  {
    args: ['--demo', '-n', '1', '-f', 'did=~.', '--color', 'always', '--summary', 'always'],
    wrong({ stdout, stderr }) {
      if (!stdout.includes('\u001b[')) return 'there is no colour in its line'
      return /received.*shown.*acked/.test(stderr) ? undefined : 'there is no table at its end'
    },
  },
  {
    args: ['--version'],
    env: { NODE_OPTIONS: '--no-such-option' },
    wrong: ({ stdout }, version) =>
      stdout === `${version}\n` ? undefined : 'it does not ignore NODE_OPTIONS',
  },
]

/**
 * Runs an executable several times, and checks the results.
 *
 * @param {readonly string[]} command the executable, and before it the emulator that runs it, if any
 * @param {{ version: string, env?: Record<string, string> | undefined, signal?: AbortSignal }} options
 * @throws {Error} with all that it wrote to stderr, where a result is wrong
 */
export async function smokeRun(command, { version, env = {}, signal }) {
  const [program = '', ...before] = command
  for (const { args, wrong, env: own } of questions) {
    const result = await runChild(program, [...before, ...args], { env: { ...env, ...own }, signal })
    const answer = { ...result, stdout: result.stdout.toString() }
    const fault =
      answer.code === 0 || args.includes('--version')
        ? wrong(answer, version)
        : `it ended with ${answer.code}`
    if (fault === undefined) continue
    throw new Error(`${[...command, ...args].join(' ')}: ${fault}\n${answer.stderr}`.trimEnd())
  }
}

/**
 * Returns what is wrong with a text that must be events, one per line; undefined where it is right.
 *
 * @param {string} text
 * @param {number} count how many events
 */
export function wrongEvents(text, count) {
  const lines = text.split('\n')
  if (lines.pop() !== '') return 'its last line has no end'
  if (lines.length !== count) return `it wrote ${lines.length} lines; it must be ${count}`
  const other = lines.find(line => commandOf(line) !== 'enterprise_event_push')
  return other === undefined ? undefined : `this is no event: ${other}`
}

/**
 * @param {string} line
 * @returns {unknown}
 */
function commandOf(line) {
  try {
    return JSON.parse(line)?.cmd
  } catch {
    return undefined
  }
}

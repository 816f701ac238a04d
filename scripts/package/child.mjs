import { spawn } from 'node:child_process'

const defaultTimeout = 120_000

/**
 * @typedef {object} ChildOptions
 * @property {Record<string, string | undefined>} [env] variables in addition to those of this process; undefined
 *   removes one
 * @property {string} [cwd]
 * @property {AbortSignal | undefined} [signal] kills the child
 * @property {number} [timeout] in milliseconds
 */

/**
 * @typedef {object} ChildResult
 * @property {number | null} code null where a signal ended it
 * @property {Buffer} stdout
 * @property {string} stderr
 */

/**
 * Runs a command to its end, with an empty stdin.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {ChildOptions} options
 * @returns {Promise<ChildResult>}
 * @throws {Error} where it cannot be started, or takes too long
 */
export function runChild(command, args, { env = {}, cwd, signal, timeout = defaultTimeout } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      signal,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    /** @type {Buffer[]} */
    const stdout = []
    /** @type {Buffer[]} */
    const stderr = []
    child.stdout.on('data', bytes => stdout.push(bytes))
    child.stderr.on('data', bytes => stderr.push(bytes))
    let isLate = false
    const timer = setTimeout(() => {
      isLate = true
      child.kill('SIGKILL')
    }, timeout)
    child.on('error', error => {
      clearTimeout(timer)
      reject(new Error(`${command} cannot be run: ${error.message}`, { cause: error }))
    })
    child.on('close', code => {
      clearTimeout(timer)
      if (isLate) reject(new Error(`${[command, ...args].join(' ')}: did not end within ${timeout / 1000} s`))
      else resolve({ code, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() })
    })
  })
}

/**
 * Runs a command as `runChild` does, and returns its stdout.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {ChildOptions} [options]
 * @throws {Error} where it ends with another code than 0, too
 */
export async function outputOf(command, args, options) {
  const { code, stdout, stderr } = await runChild(command, args, options)
  if (code === 0) return stdout
  const message = stderr.trim() || stdout.toString().trim()
  throw new Error(`${[command, ...args].join(' ')}: ended with ${code}\n${message}`)
}

/**
 * Whether a command is installed and understands `--version`.
 *
 * @param {string} command
 */
export async function isInstalled(command) {
  try {
    return (await runChild(command, ['--version'])).code === 0
  } catch {
    return false
  }
}

import { spawn } from 'node:child_process'

const longest = 120_000

/**
 * Runs a command to its end, with nothing on its stdin.
 *
 * @param env variables beside this process's own; undefined takes one away
 * @param signal kills it
 * @returns {Promise<{ code: number | null, stdout: Buffer, stderr: string }>} code null where a signal ended it
 * @throws where it cannot be started, or takes over `timeout` ms
 */
export function ran(command, words, { env = {}, cwd, signal, timeout = longest } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, words, {
      cwd,
      env: { ...process.env, ...env },
      signal,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const stdout = []
    const stderr = []
    child.stdout.on('data', bytes => stdout.push(bytes))
    child.stderr.on('data', bytes => stderr.push(bytes))
    let late = false
    const timer = setTimeout(() => {
      late = true
      child.kill('SIGKILL')
    }, timeout)
    child.on('error', error => {
      clearTimeout(timer)
      reject(new Error(`${command} cannot be run: ${error.message}`, { cause: error }))
    })
    child.on('close', code => {
      clearTimeout(timer)
      if (late)
        reject(new Error(`${[command, ...words].join(' ')}: not at its end after ${timeout / 1000} s`))
      else resolve({ code, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() })
    })
  })
}

/** As `ran`, of a command that must end with 0; gives its stdout. */
export async function output(command, words, options) {
  const { code, stdout, stderr } = await ran(command, words, options)
  if (code === 0) return stdout
  const said = stderr.trim() || stdout.toString().trim()
  throw new Error(`${[command, ...words].join(' ')}: ended with ${code}\n${said}`)
}

/** Whether there is such a command, and it answers `--version`. */
export async function has(command) {
  try {
    return (await ran(command, ['--version'])).code === 0
  } catch {
    return false
  }
}

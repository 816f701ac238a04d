import { spawn } from 'node:child_process'
import { once } from 'node:events'

const strange = /^(GIZWITS_|NODE_|npm_|NO_COLOR$|FORCE_COLOR$|(HTTPS?|ALL|NO)_PROXY$)/i

/** The environment less what would change what is measured: extra CAs alone cost a start some 10 ms. */
export function plainEnv(more = {}) {
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !strange.test(name))),
    ...more,
  }
}

/**
 * Starts a program; what it says on stderr is kept for `failed`, a promise that rejects if it ends before
 * `stop` is called.
 */
export function startChild([command, ...args], { stdin = 'ignore', stdout = 'ignore', env } = {}) {
  const child = spawn(command, args, { stdio: [stdin, stdout, 'pipe'], env: plainEnv(env) })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', text => {
    stderr = (stderr + text).slice(-4000)
  })
  const exited = once(child, 'exit')
  let stopping = false
  const failed = exited.then(([code, signal]) => {
    if (!stopping) throw new Error(`${command} ${args.join(' ')} ended (${code ?? signal}):\n${stderr}`)
  })
  failed.catch(() => {})
  return {
    pid: child.pid,
    failed,
    async stop() {
      stopping = true
      child.kill('SIGTERM')
      await exited
    },
  }
}

/** Runs a program to its end; answers milliseconds from its start to its end. @throws Error if it fails */
export async function timeOf([command, ...args], { stdin = 'ignore', stdout = 'ignore', env } = {}) {
  const start = performance.now()
  const child = spawn(command, args, { stdio: [stdin, stdout, 'ignore'], env: plainEnv(env) })
  const [code, signal] = await once(child, 'exit')
  const ms = performance.now() - start
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code ?? signal}`)
  return ms
}

import { type IOType, spawn } from 'node:child_process'
import { once } from 'node:events'

/** A program and its arguments. */
export type Command = readonly [program: string, ...args: string[]]

export interface ChildOptions {
  readonly stdin?: IOType | number
  readonly stdout?: IOType | number
  /** Variables in addition to those of `plainEnv`. */
  readonly env?: NodeJS.ProcessEnv | undefined
}

const ownVariables = /^(GIZWITS_|NODE_|npm_|NO_COLOR$|FORCE_COLOR$|(HTTPS?|ALL|NO)_PROXY$)/i

/** The environment without what would change what is measured: extra CAs alone add some 10 ms to a start. */
export function plainEnv(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !ownVariables.test(name))),
    ...more,
  }
}

export interface Child {
  readonly pid: number
  /** Rejects, with what the program wrote to stderr, if it ends before `stop` is called. */
  readonly failed: Promise<void>
  stop(): Promise<void>
}

/** Starts a program. */
export function startChild([program, ...args]: Command, options: ChildOptions = {}): Child {
  const { stdin = 'ignore', stdout = 'ignore', env } = options
  const child = spawn(program, args, { stdio: [stdin, stdout, 'pipe'], env: plainEnv(env) })
  let stderr = ''
  child.stderr!.setEncoding('utf8').on('data', text => {
    stderr = (stderr + text).slice(-4000)
  })
  const exited = once(child, 'exit')
  let stopping = false
  const failed = exited.then(([code, signal]) => {
    if (!stopping) throw new Error(`${[program, ...args].join(' ')} ended (${code ?? signal}):\n${stderr}`)
  })
  failed.catch(() => {})
  return {
    pid: child.pid!,
    failed,
    async stop() {
      stopping = true
      child.kill('SIGTERM')
      await exited
    },
  }
}

/** Runs a program to its end, and returns how long it took in milliseconds. @throws Error if it fails */
export async function timeOf([program, ...args]: Command, options: ChildOptions = {}): Promise<number> {
  const { stdin = 'ignore', stdout = 'ignore', env } = options
  const start = performance.now()
  const child = spawn(program, args, { stdio: [stdin, stdout, 'ignore'], env: plainEnv(env) })
  const [code, signal] = await once(child, 'exit')
  const ms = performance.now() - start
  if (code !== 0) throw new Error(`${[program, ...args].join(' ')} ended with ${code ?? signal}`)
  return ms
}

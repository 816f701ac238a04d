import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

/** A kind of engine that stores what the command of `--exec` passes to it. */
export interface EngineKind {
  /** The programs that it needs; a test is skipped if one is not installed. */
  readonly programs: readonly string[]
  /** What a command line of the README begins with, after `--exec '`. */
  readonly recipe: RegExp
  /** @param folder an empty folder for its data */
  start(folder: string): Promise<Engine>
}

/** An engine that runs on a port of its own. */
export interface Engine {
  /** What takes the place of names of hosts in a recipe. */
  readonly places: Readonly<Record<string, string>>
  /** Environment variables that the recipe needs. */
  readonly env: Readonly<Record<string, string>>
  /** Ends it at once, as a crash does, or makes it hang if nothing that it has stored would survive that. */
  crash(): Promise<void>
  /** Starts it again with the same data, or lets it go on. */
  recover(): Promise<void>
  /** The lines that it has stored, in the order in which it has stored them. */
  stored(): Promise<string[]>
  stop(): Promise<void>
}

const mostTries = 500

/** A program that serves on a port. */
export class Server {
  private readonly command: readonly string[]
  private readonly ready: () => Promise<boolean>
  private child: ChildProcess | undefined

  /** @param ready whether it can be used; asked until it can */
  constructor(command: readonly string[], ready: () => Promise<boolean>) {
    this.command = command
    this.ready = ready
  }

  /** Starts it, several times if need be: what is left of a server that was killed may still hold its files. */
  async start(): Promise<void> {
    const [program, ...words] = this.command
    for (let tries = 0; tries < mostTries; tries++) {
      const child = spawn(program!, words, { stdio: 'ignore', detached: true })
      this.child = child
      while (child.exitCode === null) if (await this.ready()) return
    }
    throw new Error(`${program} does not start`)
  }

  /** Kills it and all that it has started. */
  async kill(): Promise<void> {
    const { child } = this
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    process.kill(-child.pid!, 'SIGKILL')
    await once(child, 'exit')
  }
}

/** Runs a program to its end and returns what it printed on stdout. */
export async function output(program: string, words: readonly string[], env = {}): Promise<string> {
  const child = spawn(program, words, {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  let text = ''
  child.stdout.setEncoding('utf8').on('data', part => {
    text += part
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${program} ended with ${code}`)
  return text
}

import type { Clock } from '../base/clock.ts'
import { KeyReader } from '../view/key-reader.ts'
import type { StatusFacts } from '../view/status-facts.ts'
import type { Watch } from '../view/watch.ts'
import type { HeldMessages } from './held-messages.ts'
import { guardTerminal } from './terminal-guard.ts'

export interface LiveWatchDeps {
  readonly clock: Clock
  readonly messages: Pick<HeldMessages, 'hold' | 'release'>
  readonly facts: () => StatusFacts
  readonly quit: () => void
  /** Pauses the source of the events; undefined if it cannot be paused. */
  readonly pause?: ((isPaused: boolean) => void) | undefined
  readonly process: Pick<NodeJS.Process, 'stdin' | 'stdout' | 'pid' | 'kill' | 'on' | 'off' | 'listenerCount'>
}

const codes = /\u001b\[[\d;]*m/g

/** The live view while it has the terminal: its keys, its size, and what happens to the process. */
export class LiveWatch {
  private readonly watch: Watch
  private readonly deps: LiveWatchDeps
  private readonly keys: KeyReader
  private readonly unguard: () => void
  private readonly hasKeys: boolean
  private readonly refresh = () => this.watch.refresh()
  private readonly read = (text: string) => this.keys.read(text)

  constructor(watch: Watch, deps: LiveWatchDeps) {
    const { process, clock, facts, quit, pause, messages } = deps
    const { stdin, stdout } = process
    this.watch = watch
    this.deps = deps
    this.keys = new KeyReader(clock, key => watch.key(key))
    this.hasKeys = stdin.isTTY === true
    this.unguard = guardTerminal(process, {
      restore: () => {
        watch.suspend()
        this.setRaw(false)
      },
      resume: () => {
        this.setRaw(true)
        watch.refresh()
      },
      ended: () => messages.release(),
    })
    stdout.on('resize', this.refresh)
    if (this.hasKeys) stdin.setEncoding('utf8').on('data', this.read).resume()
    this.setRaw(true)
    messages.hold(text =>
      watch.say(
        text
          .replace(codes, '')
          .trim()
          .replace(/\s*\n\s*/g, ' '),
      ),
    )
    watch.open({
      status: facts,
      hasKeys: this.hasKeys,
      quit,
      pause,
      signal: name => void process.kill(process.pid, name),
    })
  }

  onStatus(): void {
    this.watch.changed()
  }

  /** Gives the terminal back, then writes the messages that waited for that. */
  close(): void {
    const { process, messages } = this.deps
    this.keys.close()
    this.unguard()
    process.stdout.off('resize', this.refresh)
    if (this.hasKeys) process.stdin.off('data', this.read).pause()
    void this.watch.close()
    this.setRaw(false)
    messages.release()
  }

  private setRaw(isRaw: boolean): void {
    const { stdin } = this.deps.process
    // Off first: another process may have changed the mode, which Node believes is on.
    if (this.hasKeys) stdin.setRawMode(false)
    if (this.hasKeys && isRaw) stdin.setRawMode(true)
  }
}

import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import type { Clock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import { excerpt } from '../base/safe-text.ts'
import { systemErrorText } from '../base/system-error.ts'
import { say } from '../language/say.ts'

/** Milliseconds between two versions of the file. */
const interval = 10_000
/** Whoever collects metrics is often another user. */
const mode = 0o644

/**
 * A file that is replaced every 10 seconds and at the end. A new version is written beside it and renamed, so that nobody
 * reads half a file.
 */
export class MetricsFile {
  private readonly path: string
  private readonly text: () => string
  private readonly clock: Clock
  private readonly warn: (text: string) => void
  private cancel: () => void = () => {}
  private failing = false

  /**
   * @param text returns the content
   * @param warn called when it cannot be written, once until it can be written again
   */
  constructor(path: string, text: () => string, clock: Clock, warn: (text: string) => void) {
    this.path = path
    this.text = text
    this.clock = clock
    this.warn = warn
  }

  /** Writes the first version, and goes on until it is closed. */
  start(): void {
    this.write()
    this.cancel = this.clock.after(interval, () => this.start())
  }

  /** Writes the last version. */
  close(): void {
    this.cancel()
    this.write()
  }

  private write(): void {
    try {
      writeFileSync(besides(this.path), this.text(), { mode })
      renameSync(besides(this.path), this.path)
      this.failing = false
    } catch (error) {
      if (!this.failing) this.warn(say('cannot write metrics: {why}', { why: systemErrorText(error) }))
      this.failing = true
    }
  }
}

/**
 * Checks that there can be a metrics file at a path.
 *
 * @throws Failure `usage`
 */
export function checkMetricsFile(path: string): void {
  try {
    // A device or a pipe would be replaced by a file.
    if (statSync(path, { throwIfNoEntry: false })?.isFile() === false)
      throw new Error(say('it is not a regular file'))
    writeFileSync(besides(path), '', { mode })
    rmSync(besides(path))
  } catch (error) {
    const values = { given: '--metrics-file', path: excerpt(path), why: systemErrorText(error) }
    throw new Failure('usage', say('{given}: cannot write {path}: {why}', values), { cause: error })
  }
}

function besides(path: string): string {
  return `${path}.tmp`
}

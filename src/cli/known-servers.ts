import { appendFileSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** The keys that were accepted of servers whose certificates do not verify, in a file: a line each, `HOST:PORT sha256/…`. */
export class KnownServers {
  readonly path: string

  constructor(path: string) {
    this.path = path
  }

  /**
   * Returns the keys of a server, none if it is not known.
   *
   * @throws Node's error if there is a file that cannot be read
   */
  keysOf(where: string): string[] {
    return this.lines()
      .map(line => line.trim().split(/\s+/))
      .flatMap(([name, key]) => (name === where && key !== undefined ? [key] : []))
  }

  /**
   * Remembers a key. What else is in the file stays, also what a person has added.
   *
   * @throws Node's error if the file cannot be written
   */
  add(where: string, key: string): void {
    mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 })
    const last = this.lines().at(-1) ?? ''
    // A line that a person has added may lack its end.
    appendFileSync(this.path, `${last === '' ? '' : '\n'}${where} ${key}\n`, { mode: 0o600 })
  }

  private lines(): string[] {
    try {
      return readFileSync(this.path, 'utf8').split('\n')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
      throw error
    }
  }
}

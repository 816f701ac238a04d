import { basename, dirname, join } from 'node:path'

/**
 * The names of a recording's files. One that is made of several has the time at which each began, UTC, before its
 * extension: `day.ndjson.gz` becomes `day-20260131T235959.000Z.ndjson.gz`. Sorted by name they are sorted by time.
 */
export class RecordingName {
  readonly path: string
  readonly folder: string
  readonly compressed: boolean
  private readonly stem: string
  private readonly extension: string

  constructor(path: string) {
    const name = basename(path)
    const extension = /(?<=.)(?:\.[^.]*)?\.gz$|(?<=.)\.[^.]*$/i.exec(name)?.[0] ?? ''
    this.path = path
    this.folder = dirname(path)
    this.stem = name.slice(0, name.length - extension.length)
    this.extension = extension
    this.compressed = /\.gz$/i.test(extension)
  }

  /** Returns the path of the file that begins at `ms`, in milliseconds since 1970. */
  at(ms: number): string {
    const time = new Date(ms).toISOString().replace(/[-:]/g, '')
    return join(this.folder, `${this.stem}-${time}${this.extension}`)
  }

  /** Returns the names among `names` that `at` makes, oldest first. */
  filesAmong(names: readonly string[]): string[] {
    const { stem, extension } = this
    return names
      .filter(name => {
        const time = name.slice(stem.length, name.length - extension.length)
        return name === stem + time + extension && /^-\d{8}T\d{6}\.\d{3}Z$/.test(time)
      })
      .sort()
  }
}

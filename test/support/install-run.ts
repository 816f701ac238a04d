import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ReleaseServer } from './release-server.ts'
import { toolPath, whereIs } from './tool-path.ts'

export const script = fileURLToPath(new URL('../../scripts/install.sh', import.meta.url))

const needed = ['cat', 'chmod', 'cp', 'find', 'gzip', 'mkdir', 'mktemp', 'mv', 'rm', 'rmdir', 'sed', 'tar']
const usual = ['curl', 'sha256sum', 'shasum', 'openssl', 'xz']

/** A machine to install on, which may differ from this one. */
const linux = {
  uname: 'case $1 in -s) echo Linux ;; -m) echo x86_64 ;; esac',
  getconf: 'case $1 in LONG_BIT) echo 64 ;; GNU_LIBC_VERSION) echo glibc 2.36 ;; esac',
}

/** The shells of this system that must run the script: the name and the command of each. */
export const shells = [['sh'], ['dash'], ['bash', '--posix'], ['busybox', 'sh']]
  .map(([name, ...rest]) => ({ name: [name, ...rest].join(' '), file: whereIs(name!), rest }))
  .filter((shell): shell is typeof shell & { file: string } => shell.file !== undefined)
  // The shell that sh is a link to is not tested twice.
  .filter(({ file }, at, all) => at === 0 || realpathSync(file) !== realpathSync(all[0]!.file))
  .map(({ name, file, rest }) => ({ name, words: [file, ...rest] }))

interface Options {
  /** Programs on PATH in addition to those of any system. */
  readonly tools?: readonly string[]
  /** Fake programs, as shell scripts. */
  readonly fakes?: Record<string, string>
  readonly env?: Record<string, string>
  /** The stdin of the shell, instead of the file of the script. */
  readonly piped?: string
}

interface Installed {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A home folder, a server with release 1.2.0, and the script, run by one shell. */
export class InstallBench {
  readonly place = mkdtempSync(join(tmpdir(), 'gizwits-tail-install-'))
  readonly home = join(this.place, 'home')
  readonly server: ReleaseServer
  private readonly words: readonly string[]
  private readonly paths = new Map<string, string>()

  private constructor(server: ReleaseServer, words: readonly string[]) {
    this.server = server
    this.words = words
    mkdirSync(this.home)
  }

  static async open(words: readonly string[]): Promise<InstallBench> {
    const server = await ReleaseServer.start()
    server.release('1.2.0')
    return new InstallBench(server, words)
  }

  start(
    args: readonly string[] = [],
    { tools = usual, fakes = {}, env = {}, piped }: Options = {},
  ): ChildProcess {
    const PATH = this.pathWith([...needed, ...tools], { ...linux, ...fakes })
    const [file, ...rest] = [...this.words, ...(piped === undefined ? [script] : ['-s', '--']), ...args]
    const child = spawn(file!, rest, {
      cwd: this.place,
      env: { PATH, HOME: this.home, GIZWITS_TAIL_INSTALL_FROM: this.server.url, ...env },
    })
    child.stdin.on('error', () => {})
    child.stdin.end(piped ?? '')
    return child
  }

  run(args?: readonly string[], options?: Options): Promise<Installed> {
    return ended(this.start(args, options))
  }

  /** The files and the empty folders in the home folder. */
  get left(): string[] {
    return readdirSync(this.home, { recursive: true, withFileTypes: true })
      .map(entry => ({ entry, path: join(entry.parentPath, entry.name) }))
      .filter(({ entry, path }) => !entry.isDirectory() || readdirSync(path).length === 0)
      .map(({ path }) => path.slice(this.home.length + 1))
      .sort()
  }

  private pathWith(real: readonly string[], madeUp: Record<string, string>): string {
    const key = JSON.stringify([real, madeUp])
    const folder = this.paths.get(key) ?? toolPath(join(this.place, `path-${this.paths.size}`), real, madeUp)
    this.paths.set(key, folder)
    return folder
  }

  async close(): Promise<void> {
    await this.server.close()
    rmSync(this.place, { recursive: true, force: true })
  }
}

/** Settles when the child has ended and its output has been read. */
export function ended(child: ChildProcess): Promise<Installed> {
  const said = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream]!.setEncoding('utf8').on('data', piece => {
      said[stream] += piece
    })
  return new Promise(resolve => child.on('close', code => resolve({ code, ...said })))
}

import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Certificate } from '../../src/simulator/certificate.ts'

interface Release {
  /** Platforms in the names of the archives; all have the same program. */
  readonly platforms?: readonly string[]
  /** The program, a shell script. By default it prints the version. */
  readonly program?: string
  /** Whether there is a man page. Default true. */
  readonly manual?: boolean
}

/** A server of archives on loopback. A test may change its `files`, or let it send only half of one. */
export class ReleaseServer {
  readonly files = new Map<string, Buffer>()
  /** The paths that were requested, in order. */
  readonly asked: string[] = []
  /** Files of which half is sent before the connection is closed, or held open. */
  readonly half = new Map<string, 'cut' | 'hold'>()
  /** Files that are redirected, and where to. */
  readonly redirects = new Map<string, string>()
  private readonly server: Server
  private held: (response: ServerResponse) => void = () => {}

  private readonly scheme: 'http' | 'https'

  private constructor(certificate: Certificate | undefined) {
    const answer: RequestListener = ({ url }, response) => this.answer(url!.slice(1), response)
    this.scheme = certificate ? 'https' : 'http'
    this.server = certificate ? createTlsServer(certificate, answer) : createServer(answer)
  }

  /** @param certificate for https */
  static async start(certificate?: Certificate): Promise<ReleaseServer> {
    const its = new ReleaseServer(certificate)
    await new Promise<void>(resolve => its.server.listen(0, '127.0.0.1', resolve))
    return its
  }

  get url(): string {
    return `${this.scheme}://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  /** Adds the archives of a version, .tar.gz and, if xz is installed, .tar.xz, and lists them in SHA256SUMS. */
  release(version: string, { platforms = ['linux-x64'], program, manual = true }: Release = {}): void {
    for (const platform of platforms) {
      const name = `gizwits-tail-${version}-${platform}`
      for (const [ending, bytes] of archives(name, program ?? `echo ${version}`, manual))
        this.files.set(`${name}.${ending}`, bytes)
    }
    this.list()
  }

  /** Writes SHA256SUMS of the current files. */
  list(): void {
    this.files.delete('SHA256SUMS')
    const line = ([name, bytes]: [string, Buffer]) =>
      `${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`
    this.files.set('SHA256SUMS', Buffer.from([...this.files].map(line).join('')))
  }

  /** Settles when half of a held file is sent, with a promise that settles when its connection is closed. */
  async holds(): Promise<{ closed: Promise<void> }> {
    const response = await new Promise<ServerResponse>(resolve => {
      this.held = resolve
    })
    return { closed: new Promise(resolve => response.once('close', resolve)) }
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise(resolve => this.server.close(resolve))
  }

  private answer(name: string, response: ServerResponse): void {
    this.asked.push(name)
    const elsewhere = this.redirects.get(name)
    if (elsewhere) return void response.writeHead(302, { location: elsewhere }).end()
    const bytes = this.files.get(name)
    if (!bytes) return void response.writeHead(404).end()
    response.writeHead(200, { 'content-length': bytes.length })
    const half = this.half.get(name)
    if (!half) return void response.end(bytes)
    response.write(bytes.subarray(0, bytes.length / 2), () => {
      if (half === 'cut') response.destroy()
      else this.held(response)
    })
  }
}

export const hasXz = (() => {
  try {
    execFileSync('xz', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

const made = new Map<string, [ending: string, bytes: Buffer][]>()

/** Each archive is made once, because most tests use the same. */
function archives(name: string, program: string, manual: boolean): [ending: string, bytes: Buffer][] {
  const key = JSON.stringify([name, program, manual])
  if (!made.has(key)) {
    const tar = tarOf(name, program, manual)
    const xz: [string, Buffer][] = hasXz ? [['tar.xz', execFileSync('xz', ['-0c'], { input: tar })]] : []
    made.set(key, [['tar.gz', gzipSync(tar)], ...xz])
  }
  return made.get(key)!
}

function tarOf(name: string, program: string, manual: boolean): Buffer {
  const place = mkdtempSync(join(tmpdir(), 'gizwits-tail-release-'))
  try {
    mkdirSync(join(place, name, 'man'), { recursive: true })
    writeFileSync(join(place, name, 'gizwits-tail'), `#!/bin/sh\n${program}\n`)
    chmodSync(join(place, name, 'gizwits-tail'), 0o755)
    if (manual) writeFileSync(join(place, name, 'man/gizwits-tail.1'), '.TH GIZWITS-TAIL 1\n')
    return execFileSync('tar', ['-cf', '-', '-C', place, name])
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}

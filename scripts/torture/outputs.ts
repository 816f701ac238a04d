import { closeSync, openSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Random } from '../../src/simulator/random.ts'
import { Pipe } from './pipe.ts'
import { mountSmallDisk, unmountSmallDisk } from './small-disk.ts'

/** Where one run of the tail writes its events. */
export interface Output {
  /** What becomes the tail's stdout. */
  readonly fd: number
  readonly pipe?: Pipe
  /** Words to put before the tail's command line. */
  readonly before?: readonly string[]
  /** What the tail must say on stderr when this takes no more; absent where it takes all. */
  readonly refusal?: RegExp
  /** Every byte it took, and it is gone. To be asked once, when the tail has ended. */
  collect(): Promise<Buffer>
}

/** What an output is made of. */
export interface Site {
  /** An existing folder. */
  readonly folder: string
  /** The number of the run, 1 for the first. */
  readonly run: number
  readonly random: Random
}

const page = 4096
/** Bytes that a limited output holds: more from run to run, as when a user makes room. */
function limitOf({ run, random }: Site): number {
  return random.int(3, 10) * page + (run - 1) * 4 * page
}

const full = /^error: cannot write to the output: ENOSPC/m

/** Every place that events go to. */
export const outputs = {
  pipe: async ({ folder, run }) => {
    const pipe = await Pipe.open(join(folder, `pipe-${run}`))
    return { fd: pipe.fd, pipe, collect: async () => pipe.collect() }
  },
  file: async ({ folder, run }) => file(join(folder, `file-${run}`)),
  /** A disk that is full after some pages, which is in the middle of a line. */
  'full-disk': async site => {
    const disk = join(site.folder, `disk-${site.run}`)
    await mountSmallDisk(disk, limitOf(site))
    const output = file(join(disk, 'events'))
    return {
      ...output,
      refusal: full,
      async collect() {
        const bytes = await output.collect()
        await unmountSmallDisk(disk)
        return bytes
      },
    }
  },
  /** A limit on the size of files, which is a quota for one process, in blocks of 512 bytes or 1 KB. */
  'file-limit': async site => {
    const blocks = limitOf(site) / 512 + site.random.int(0, 7)
    return {
      ...file(join(site.folder, `file-${site.run}`)),
      before: ['sh', '-c', `ulimit -f ${blocks}; exec "$@"`, 'sh'],
      refusal: /^error: cannot write to the output: EFBIG/m,
    }
  },
  /** Takes not one byte. */
  'full-device': async () => {
    const fd = openSync('/dev/full', 'w')
    return {
      fd,
      refusal: full,
      async collect() {
        closeSync(fd)
        return Buffer.alloc(0)
      },
    }
  },
} as const satisfies Record<string, (site: Site) => Promise<Output>>

export type OutputName = keyof typeof outputs

function file(path: string): Output {
  const fd = openSync(path, 'w')
  return {
    fd,
    async collect() {
      closeSync(fd)
      const bytes = readFileSync(path)
      rmSync(path)
      return bytes
    },
  }
}

import { closeSync, openSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Random } from '../../src/simulator/random.ts'
import { Pipe } from './pipe.ts'
import type { SecondOutput } from './second-output.ts'
import { mountSmallDisk, unmountSmallDisk } from './small-disk.ts'

/** Where one run of the tail writes its events. */
export interface Output {
  /** The stdout of the tail. */
  readonly fd: number
  readonly pipe?: Pipe
  /** Arguments to put before the command line of the tail. */
  readonly before?: readonly string[]
  /** What the tail must write to stderr when the output is full; absent where it is never full. */
  readonly refusal?: RegExp | undefined
  /** Returns every byte that the output took, and removes it. To be called once, after the tail has ended. */
  collect(): Promise<Buffer>
}

interface OutputContext {
  /** An existing folder. */
  readonly folder: string
  /** The number of the run, 1 for the first. */
  readonly run: number
  readonly random: Random
}

const page = 4096
/** How many bytes a limited output holds: more from run to run, as if a user freed space. */
function limitOf({ run, random }: OutputContext): number {
  return random.int(3, 10) * page + (run - 1) * 4 * page
}

const full = /^error: cannot write to the output: .*ENOSPC/m

/** Where events can go. */
export const outputs = {
  pipe: async ({ folder, run }) => {
    const pipe = await Pipe.open(join(folder, `pipe-${run}`))
    return { fd: pipe.fd, pipe, collect: async () => pipe.collect() }
  },
  file: async ({ folder, run }) => file(join(folder, `file-${run}`)),
  /** A disk that is full after some pages, which is usually in the middle of a line. */
  'full-disk': async context => {
    const disk = join(context.folder, `disk-${context.run}`)
    await mountSmallDisk(disk, limitOf(context))
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
  /** A limit on the size of files of one process, in blocks of 512 bytes or 1 KB, depending on the shell. */
  'file-limit': async context => {
    const blocks = limitOf(context) / 512 + context.random.int(0, 7)
    return {
      ...file(join(context.folder, `file-${context.run}`)),
      before: ['sh', '-c', `ulimit -f ${blocks}; exec "$@"`, 'sh'],
      refusal: /^error: cannot write to the output: .*EFBIG/m,
    }
  },
  /** Takes no byte. */
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
} as const satisfies Record<string, (context: OutputContext) => Promise<Output>>

export type OutputName = keyof typeof outputs

/** Returns stdout with all that a tail may say of what is full. */
export function withSecond(output: Output, second: SecondOutput | undefined): Output {
  const refusals = [output.refusal, second?.refusal].flatMap(one => one?.source ?? [])
  return refusals.length > 0 ? { ...output, refusal: new RegExp(refusals.join('|'), 'm') } : output
}

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

import { readdirSync, readFileSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { constants, gunzipSync } from 'node:zlib'
import type { SecondOutput, SecondOutputContext } from './second-output.ts'
import { growSmallDisk, mountSmallDisk, unmountSmallDisk } from './small-disk.ts'

const page = 4096
/** Milliseconds between looks at a disk. */
const lookEvery = 50

/** The runs of a round record to one name, one after another. */
export function recording(
  { folder }: Pick<SecondOutputContext, 'folder'>,
  name: string,
  options: string[] = [],
): SecondOutput {
  return {
    args: ['--record', join(folder, name), ...options],
    refusal: /^error: cannot record to /m,
    collect: async () => collected(folder, name),
    notes: () => [],
    close: async () => {},
  }
}

/** A recording on a small disk, which grows some time after it is full, as if a user freed space. */
export async function fullDiskRecording({ folder, random }: SecondOutputContext): Promise<SecondOutput> {
  const disk = join(folder, 'disk')
  const name = random.pick(['events.ndjson', 'events.ndjson.gz'])
  // Compressed, the events of a round are some pages.
  let pages = name.endsWith('.gz') ? random.int(1, 3) : random.int(2, 8)
  let times = 0
  let growing: Promise<void> | undefined
  await mountSmallDisk(disk, pages * page)
  const grow = async () => {
    pages += random.int(2, 12)
    await growSmallDisk(disk, pages * page)
    growing = undefined
  }
  return {
    ...recording({ folder: disk }, name),
    attend() {
      let timer: NodeJS.Timeout | undefined
      const looks = setInterval(() => {
        if (timer !== undefined || statfsSync(disk).bavail > 0) return
        times++
        timer = setTimeout(
          () => {
            timer = undefined
            growing = grow()
          },
          random.int(0, 900),
        )
      }, lookEvery)
      return () => {
        clearInterval(looks)
        clearTimeout(timer)
        // A run that finds a full disk records nothing.
        growing ??= grow()
      }
    },
    notes: () => (times > 0 ? ['record-full: the disk was full and then not'] : []),
    async close() {
      await growing
      await unmountSmallDisk(disk)
    },
  }
}

function collected(folder: string, name: string) {
  const lines: string[] = []
  const rests: string[] = []
  // Only the first file may have no time in its name.
  const files = readdirSync(folder).sort((a, b) => (a === name ? -1 : b === name ? 1 : a < b ? -1 : 1))
  for (const file of files) {
    const text = readRecording(join(folder, file))
    const end = text.lastIndexOf('\n') + 1
    lines.push(...text.slice(0, end).split('\n').slice(0, -1))
    if (end < text.length) rests.push(text.slice(end))
  }
  return { lines: lines.map(line => line.replace(/\r$/, '')), rests }
}

/** Returns what can be read of a file, as latin1. */
function readRecording(path: string): string {
  const bytes = readFileSync(path)
  if (!path.endsWith('.gz') || bytes.length === 0) return bytes.toString('latin1')
  return gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }).toString('latin1')
}

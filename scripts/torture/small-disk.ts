import { execFile, execFileSync } from 'node:child_process'
import { mkdirSync, rmdirSync } from 'node:fs'
import { promisify } from 'node:util'

const run = promisify(execFile)
const mounted = new Set<string>()

/** Mounts a disk of `bytes` bytes (a multiple of the page size) on a new folder at `path`. */
export async function mountSmallDisk(path: string, bytes: number): Promise<void> {
  mkdirSync(path)
  await run('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'none', path])
  mounted.add(path)
}

/** Makes a disk larger. */
export async function growSmallDisk(path: string, bytes: number): Promise<void> {
  await run('mount', ['-o', `remount,size=${bytes}`, path])
}

export async function unmountSmallDisk(path: string): Promise<void> {
  await run('umount', [path])
  mounted.delete(path)
  rmdirSync(path)
}

/** Whether this user may mount here: root on Linux, as a rule. */
export async function canMount(path: string): Promise<boolean> {
  try {
    await mountSmallDisk(path, 4096)
    await unmountSmallDisk(path)
    return true
  } catch {
    return false
  }
}

process.on('exit', () => {
  for (const path of mounted) {
    try {
      execFileSync('umount', ['-l', path], { stdio: 'ignore' })
    } catch {
      // Nothing more can be done here.
    }
  }
})

import { gzip, zip } from 'fflate'
import { packTar } from 'modern-tar'

/** @typedef {{ name: string, bytes: Uint8Array, mode: number }} ArchivedFile */

/**
 * The time of every file in an archive, so that the same files make the same archive: the one that npm gives the files
 * of packages. A zip has no time zone, and gets these numbers as local time.
 */
const year = 1985
const [month, day, hour, minute, second] = [9, 26, 8, 15, 0]
const tarTime = new Date(Date.UTC(year, month, day, hour, minute, second))
const zipTime = () => new Date(year, month, day, hour, minute, second)

/** The system in a zip that has modes. */
const unix = 3

// fflate rather than node:zlib, whose bytes differ between versions of Node and between processors.

/**
 * Packs files as a .tar, in their order and without an owner.
 *
 * @param {readonly ArchivedFile[]} files
 */
export async function tarOf(files) {
  const entries = files.map(({ name, bytes, mode }) => ({
    header: {
      ...{ name, mode, size: bytes.length, type: /** @type {const} */ ('file') },
      ...{ mtime: tarTime, uid: 0, gid: 0, uname: '', gname: '' },
    },
    body: bytes,
  }))
  return Buffer.from(await packTar(entries))
}

/**
 * Compresses bytes as .gz. It takes seconds, so it runs in another thread and the signal stops it.
 *
 * @param {Uint8Array} bytes
 * @param {AbortSignal} [signal]
 */
export function gzipOf(bytes, signal) {
  return stoppable(signal, done => gzip(bytes, { level: 9, mtime: 0, consume: false }, done))
}

/**
 * Packs files as a .zip, in their order, as `gzipOf` does.
 *
 * @param {readonly ArchivedFile[]} files
 * @param {AbortSignal} [signal]
 */
export function zipOf(files, signal) {
  /** @type {import('fflate').AsyncZippable} */
  const tree = Object.fromEntries(
    files.map(({ name, bytes, mode }) => [name, [bytes, { os: unix, attrs: (0o100000 | mode) << 16 }]]),
  )
  return stoppable(signal, done => zip(tree, { level: 9, mtime: zipTime() }, done))
}

/**
 * @param {AbortSignal | undefined} signal
 * @param {(done: import('fflate').FlateCallback) => import('fflate').AsyncTerminable} start
 * @returns {Promise<Buffer>}
 */
function stoppable(signal, start) {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const stop = start((error, bytes) => {
      signal?.removeEventListener('abort', onAbort)
      if (error) reject(error)
      else resolve(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    })
    function onAbort() {
      stop()
      reject(signal?.reason)
    }
    signal?.addEventListener('abort', onAbort, { once: true })
  })
}

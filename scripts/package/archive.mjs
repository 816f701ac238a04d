import { gzip, zip } from 'fflate'
import { packTar } from 'modern-tar'

/**
 * The time of every file in an archive, so that the same files make the same archive. It is what npm gives the files
 * of packages; a zip knows no time zone, and gets the digits.
 */
const digits = [1985, 9, 26, 8, 15, 0]
const tarTime = new Date(Date.UTC(...digits))
const zipTime = () => new Date(...digits)

const unix = 3

// fflate, and not node:zlib: that one's bytes differ from Node to Node and from processor to processor.

/**
 * Files as a .tar, in their order and with nobody's name on them.
 *
 * @param {{ name: string, bytes: Uint8Array, mode: number }[]} files
 */
export async function tarOf(files) {
  const nobody = { mtime: tarTime, uid: 0, gid: 0, uname: '', gname: '' }
  const entries = files.map(({ name, bytes, mode }) => ({
    header: { name, mode, size: bytes.length, type: 'file', ...nobody },
    body: bytes,
  }))
  return Buffer.from(await packTar(entries))
}

/** Bytes as .gz. Off this thread, and stopped by the signal: it takes seconds. */
export function gzipOf(bytes, signal) {
  return stoppable(signal, done => gzip(bytes, { level: 9, mtime: 0, consume: false }, done))
}

/** Files as a .zip, in their order. */
export function zipOf(files, signal) {
  const tree = files.map(({ name, bytes, mode }) => [
    name,
    [bytes, { os: unix, attrs: (0o100000 | mode) << 16 }],
  ])
  return stoppable(signal, done => zip(Object.fromEntries(tree), { level: 9, mtime: zipTime() }, done))
}

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
      reject(signal.reason)
    }
    signal?.addEventListener('abort', onAbort, { once: true })
  })
}

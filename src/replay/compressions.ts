import type { Transform } from 'node:stream'
import * as zlib from 'node:zlib'

/** A kind of compressed file. */
export interface Compression {
  /** Its first bytes. */
  readonly magic: readonly number[]
  /** The command that unpacks a file to stdout. */
  readonly unpack: string
  /** Creates what unpacks it; absent if this program cannot. */
  readonly create?: (() => Transform) | undefined
  /** The version of Node that is needed to unpack it. */
  readonly node?: string
}

/** The kinds of compressed files that are recognised, by their names. */
export const compressions: Readonly<Record<string, Compression>> = {
  gzip: {
    magic: [0x1f, 0x8b],
    unpack: 'gzip -dc',
    create: () => zlib.createGunzip({ chunkSize: 128 * 1024 }),
  },
  zstd: {
    magic: [0x28, 0xb5, 0x2f, 0xfd],
    unpack: 'zstd -dc',
    create: (zlib as { createZstdDecompress?: () => Transform }).createZstdDecompress,
    node: '22.15',
  },
  xz: { magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a], unpack: 'xz -dc' },
  bzip2: { magic: [0x42, 0x5a, 0x68], unpack: 'bzip2 -dc' },
  zip: { magic: [0x50, 0x4b, 0x03, 0x04], unpack: 'unzip -p' },
}

/** Bytes of the longest magic number. */
export const longestMagic = Math.max(...Object.values(compressions).map(({ magic }) => magic.length))

/** Returns the kind of a file that begins with `head`; undefined if it is not compressed. */
export function compressionOf(
  head: Buffer,
): { readonly name: string; readonly kind: Compression } | undefined {
  const found = Object.entries(compressions).find(([, { magic }]) =>
    magic.every((byte, i) => head[i] === byte),
  )
  return found && { name: found[0], kind: found[1] }
}

const units = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 } as const

/** How a size is written, for messages to the user. */
export const sizeForm = 'bytes, with K, M or G for powers of 1024: 65536, 512K, 16M'

/** Parses `65536`, `512K`, `16M` or `1G`, optionally followed by `B` or `iB`, into bytes; undefined if `text` is not a size. */
export function parseSize(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)([kmg]?)(?:i?b)?$/i.exec(text)
  if (!match) return undefined
  const bytes = Math.round(Number(match[1]) * units[match[2]!.toLowerCase() as keyof typeof units])
  return Number.isSafeInteger(bytes) ? bytes : undefined
}

/** `bytes` as it can be typed, exactly, in the largest unit that divides it: `16M`. */
export function writeSize(bytes: number): string {
  for (const unit of ['g', 'm', 'k'] as const)
    if (bytes > 0 && bytes % units[unit] === 0) return `${bytes / units[unit]}${unit.toUpperCase()}`
  return String(bytes)
}

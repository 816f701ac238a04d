import assert from 'node:assert/strict'
import { parseSize } from '../../src/base/size.ts'
import type { Target } from './target.ts'

export const size: Target = {
  about: 'sizes, parsed',
  covers: ['src/base/size.ts'],
  seeds: ['65536', '512K', '16M', '1g', '1.5k', '16MiB', '1023.99k', '8388607G', '0'],
  dictionary: [...'0123456789.kKmMgGbBi -+e', 'iB', 'KiB', '1024', '0.0', '\u212a', '５'],
  check: bytes => {
    const text = bytes.toString()
    const read = parseSize(text)
    assert.equal(read, sizeOf(text))
    if (read === undefined) return 'no'
    assert.ok(Number.isSafeInteger(read) && read >= 0)
    return text.replaceAll(/\d+/g, '')
  },
}

/** Parses a size from its last letters. */
function sizeOf(text: string): number | undefined {
  let rest = text.toLowerCase()
  if (rest !== text.replaceAll(/[A-Z]/g, letter => letter.toLowerCase())) return undefined
  if (rest.endsWith('ib')) rest = rest.slice(0, -2)
  else if (rest.endsWith('b')) rest = rest.slice(0, -1)
  const power = ['', 'k', 'm', 'g'].indexOf(rest.replaceAll(/[^a-z]/g, ''))
  const digits = power > 0 && /[kmg]$/.test(rest) ? rest.slice(0, -1) : rest
  if (power < 0 || !/^[0-9]+([.][0-9]+)?$/.test(digits)) return undefined
  const bytes = Math.round(Number(digits) * 1024 ** power)
  return bytes <= Number.MAX_SAFE_INTEGER ? bytes : undefined
}

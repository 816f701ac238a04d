import { latin1Of } from './event-line.ts'

/** Ways to write an id. Some of them mean the same number, but are different ids. */
const forms: ((n: number) => string)[] = [
  n => String(9_007_199_254_740_992n + BigInt(n)),
  n => String(18_446_744_073_709_551_616n - BigInt(n)),
  n => `"d-${n}"`,
  n => `"\\u4e2d${n}"`,
  n => `"中${n}"`,
  n => `"a\\"b\\\\${n}\\/\\n"`,
  n => `${n}.0`,
  n => `${n}e0`,
  n => `${n}`,
  n => `-${n}`,
  n => `"${n}"`,
  n => `${n}.00000000000000000001E+2`,
]

/** Returns the `count`-th raw id, bytes as latin1. All of them differ. */
export function oddId(count: number): string {
  const n = Math.floor((count - 1) / forms.length) + 1
  return latin1Of(forms[(count - 1) % forms.length]!(n))
}

/** A number is 0.`digits` times 10 to the `point`, with no zeros at either end of the digits: those of zero are empty. */
export interface Digits {
  readonly digits: string
  readonly point: number
}

/** Returns the digits of a decimal number, without its sign. A vast exponent takes no more time. */
export function digitsOf(text: string): Digits {
  const start = text[0] === '-' || text[0] === '+' ? 1 : 0
  const e = text.search(/e/i)
  const mantissa = text.slice(start, e < 0 ? text.length : e)
  const dot = mantissa.indexOf('.')
  const all = dot < 0 ? mantissa : mantissa.slice(0, dot) + mantissa.slice(dot + 1)
  let first = 0
  while (all[first] === '0') first++
  let end = all.length
  while (end > first && all[end - 1] === '0') end--
  const exponent = e < 0 ? 0 : Number(text.slice(e + 1))
  return { digits: all.slice(first, end), point: (dot < 0 ? all.length : dot) - first + exponent }
}

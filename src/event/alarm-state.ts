import { isNumber, type Json } from '../wire/exact-json.ts'

/** Returns what the `value` of an alarm means; undefined if it is not as documented. */
export function alarmState(value: Json | undefined): 'raised' | 'cleared' | undefined {
  const plain = isNumber(value) ? Number(value) : value
  if (plain === 1 || plain === true || plain === '1') return 'raised'
  if (plain === 0 || plain === false || plain === '0') return 'cleared'
  return undefined
}

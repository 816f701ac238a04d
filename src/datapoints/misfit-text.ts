import { excerpt } from '../base/safe-text.ts'
import { say, sayText } from '../language/say.ts'
import type { Decoded } from './decode-payload.ts'
import { actions, type Flag } from './protocol.ts'

/** Flags that say that payload and definition do not belong together. */
const misfits: ReadonlySet<Flag> = new Set<Flag>([
  'truncated',
  'trailing_bytes',
  'layout_mismatch',
  'unknown_attribute_bits',
])

/** Returns how a frame does not fit its definition, with both lengths; undefined if it does, or there is none. */
export function misfitText(decoded: Decoded): string | undefined {
  const { definition, frame, action, flags, expectedEnd } = decoded
  const flag = flags.find(one => misfits.has(one))
  if (!definition || !flag || action === undefined) return undefined
  const { bytes, payloadAt } = frame
  const product = excerpt(`${definition.name} ${definition.productKey}`.trim())
  const code = action.toString(16).padStart(2, '0')
  const payload = say('a {action} ({code}) of {n} bytes', {
    action: sayText(actions[action]?.about ?? ''),
    code,
    n: bytes.length - payloadAt,
  })
  return say('the definition of {product} does not fit: {payload}, {remark} (reported once per product)', {
    product,
    payload,
    remark: remark(flag, expectedEnd - payloadAt),
  })
}

function remark(flag: Flag, expected: number): string {
  if (flag === 'layout_mismatch') return say('in the fixed layout, for which the definition has no positions')
  if (flag === 'unknown_attribute_bits')
    return say('with flags of attributes that the definition does not have')
  return say('which would have {n} by the definition', { n: expected })
}

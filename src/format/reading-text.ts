import type { Attribute, Field } from '../datapoints/attribute.ts'
import type { Reading } from '../datapoints/reading.ts'
import { say } from '../language/say.ts'
import { shownWord } from './shown-text.ts'
import { plain, type Style } from './style.ts'
import type { StyledText } from './styled-text.ts'
import type { Theme } from './theme.ts'

/** Formats a value, safe to show; `-` if the payload has none. */
export function readingText({ value }: Reading): string {
  if (value === null) return '-'
  return value === '' ? '""' : shownWord(String(value))
}

/** Highlights an alert or fault that is raised. */
export function readingStyle({ field, raw }: Reading, theme: Theme): Style {
  const { role } = field.attribute
  if (raw === 0) return plain
  if (role === 'alert') return theme.alertRaised
  return role === 'fault' ? theme.faultRaised : plain
}

/** Returns a remark about the value; empty if there is none. */
export function readingNote({ field, raw, flags }: Reading): string {
  if (flags.includes('truncated')) return say('missing')
  if (flags.includes('enum_out_of_range')) return say('not in the enum')
  const { min, max } = field.attribute.allowed
  if (typeof raw !== 'number') return ''
  if (min !== undefined && raw < min) return say('raw below {min}', { min })
  return max !== undefined && raw > max ? say('raw above {max}', { max }) : ''
}

/** Returns the label of a value in a drawing: the names of its attribute, the value, and how it was computed. */
export function readingLabel(reading: Reading, theme: Theme): StyledText[] {
  const { attribute } = reading.field
  const { name, displayName, type } = attribute
  const { raw } = reading
  const label: StyledText[] = [[plain, shownWord(name)]]
  if (displayName !== name) label.push([theme.dim, ` ${shownWord(displayName)}`])
  if (type === 'binary' && attribute.len > maxHex)
    return [...label, [theme.dim, `, ${say('{n} bytes', { n: attribute.len })}`]]
  label.push([theme.dim, ' = '], [readingStyle(reading, theme), readingText(reading)])
  const how = typeof raw !== 'number' ? '' : type === 'enum' ? String(raw) : scaleText(attribute, raw)
  if (how !== '') label.push([theme.dim, `  (${how})`])
  const note = readingNote(reading)
  if (note !== '') label.push([theme.warning, `  ${note}`])
  return label
}

/** The longest binary, in bytes, whose hex a label repeats. */
const maxHex = 8

/** Formats a position, counted from the first byte of the values: `byte 3`, `bytes 3-4`, `byte 0 bits 5-6`. */
export function positionText({ attribute, byteOffset, bitOffset, width }: Field): string {
  const bytes =
    width === 1
      ? say('byte {at}', { at: byteOffset })
      : say('bytes {at}', { at: `${byteOffset}-${byteOffset + width - 1}` })
  if (attribute.unit !== 'bit') return bytes
  const bits =
    attribute.len === 1
      ? say('bit {at}', { at: bitOffset })
      : say('bits {at}', { at: `${bitOffset}-${bitOffset + attribute.len - 1}` })
  return `${bytes} ${bits}`
}

/** Formats how a value was computed, as `732 * 0.01`; empty if it is the raw number. */
export function scaleText({ scale }: Attribute, raw: number): string {
  const { ratio, addition } = scale
  if (ratio === 1 && addition === 0) return ''
  const product = ratio === 1 ? String(raw) : `${raw} * ${ratio}`
  if (addition === 0) return product
  return `${product} ${addition < 0 ? '-' : '+'} ${Math.abs(addition)}`
}

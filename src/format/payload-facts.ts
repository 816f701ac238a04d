import type { Decoded } from '../datapoints/decode-payload.ts'
import type { Envelope } from '../datapoints/frames.ts'
import { actions, commands, flags, type Layout } from '../datapoints/protocol.ts'
import { shownWord } from './shown-text.ts'

/** A label and its text, both safe to show. */
export type Fact = readonly [label: string, text: string]

export const layoutTexts: Record<Layout, string> = {
  standard: ', fixed layout',
  var_len: ', variable layout',
  transparent: '',
}

/** Describes the payload as a whole. */
export function payloadFacts(decoded: Decoded): Fact[] {
  const { frame, definition } = decoded
  const facts: Fact[] = [['payload', payloadText(decoded)]]
  if (frame.envelope) facts.push(['envelope', envelopeText(frame.envelope)])
  if (definition) facts.push(['product', shownWord(`${definition.name} ${definition.productKey}`.trim())])
  const count = countText(decoded)
  if (count !== undefined) facts.push(['attributes', count])
  return facts
}

/** Describes what is wrong with the payload. */
export function payloadWarnings(decoded: Decoded): Fact[] {
  return decoded.flags.map(flag => [flag, flags[flag]])
}

function payloadText({ action, frame, layout }: Decoded): string {
  if (action === undefined) return 'none'
  const size = byteCount(frame.bytes.length - frame.payloadAt)
  return `${actionText(action)}${layout ? layoutTexts[layout] : ''}, ${size}`
}

/** `report (04)` */
export function actionText(action: number): string {
  return `${actions[action]?.about ?? 'unknown action'} (${hex(action, 2)})`
}

/** `command 0091, device to cloud` */
export function commandText(command: number): string {
  return `command ${hex(command, 4)}, ${commands[command]?.about ?? 'no data points'}`
}

function envelopeText({ command, flag, serial, deviceId, declared, actual }: Envelope): string {
  return [
    commandText(command),
    `flag ${flag}`,
    ...(serial === undefined ? [] : [`serial number ${serial}`]),
    ...(deviceId === undefined ? [] : [`device id ${shownWord(deviceId)}`]),
    declared === actual ? byteCount(actual) : `${byteCount(actual)}, declared ${declared}`,
  ].join('; ')
}

/** Counts the attributes in the payload; undefined if that says nothing. */
export function countText({ definition, readings, asked, action, flags }: Decoded): string | undefined {
  if (!definition || action === undefined || flags.includes('layout_mismatch')) return undefined
  const { attributes, fixed } = definition
  switch (actions[action]?.content) {
    case 'status':
    case 'present values':
      return `${readings.filter(({ value }) => value !== null).length} of ${attributes.length}`
    case 'settings':
      return `sets ${readings.length} of ${fixed?.writable.length} writable`
    case 'presence':
      return `asks for ${asked?.length ?? 0} of ${attributes.length}`
    default:
      return undefined
  }
}

export function byteCount(count: number): string {
  return count === 1 ? '1 byte' : `${count} bytes`
}

function hex(number: number, digits: number): string {
  return number.toString(16).padStart(digits, '0')
}

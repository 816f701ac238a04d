import type { Decoded } from '../datapoints/decode-payload.ts'
import type { Envelope } from '../datapoints/frames.ts'
import { actions, commands, flags, type Layout } from '../datapoints/protocol.ts'
import { say, sayText } from '../language/say.ts'
import { shownWord } from './shown-text.ts'

/** A label and its text, both safe to show. */
export type Fact = readonly [label: string, text: string]

const layoutTexts = {
  standard: '{what}, fixed layout',
  var_len: '{what}, variable layout',
  transparent: '{what}',
} as const satisfies Record<Layout, string>

/** Adds the layout to a text, if it is known. */
export function withLayout(what: string, layout: Layout | undefined): string {
  return layout === undefined ? what : say(layoutTexts[layout], { what })
}

/** Describes the payload as a whole. */
export function payloadFacts(decoded: Decoded): Fact[] {
  const { frame, definition } = decoded
  const facts: Fact[] = [[say('payload'), payloadText(decoded)]]
  if (frame.envelope) facts.push([say('envelope'), envelopeText(frame.envelope)])
  if (definition)
    facts.push([say('product'), shownWord(`${definition.name} ${definition.productKey}`.trim())])
  const count = countText(decoded)
  if (count !== undefined) facts.push([say('attributes'), count])
  return facts
}

/** Describes what is wrong with the payload. */
export function payloadWarnings(decoded: Decoded): Fact[] {
  return decoded.flags.map(flag => [flag, sayText(flags[flag])])
}

function payloadText({ action, frame, layout }: Decoded): string {
  if (action === undefined) return say('none')
  const size = byteCount(frame.bytes.length - frame.payloadAt)
  return say('{what}, {size}', { what: withLayout(actionText(action), layout), size })
}

/** `report (04)` */
export function actionText(action: number): string {
  return say('{what} ({which})', {
    what: sayText(actions[action]?.about ?? 'unknown action'),
    which: hex(action, 2),
  })
}

/** `command 0091, device to cloud` */
export function commandText(command: number): string {
  return say('command {code}, {what}', {
    code: hex(command, 4),
    what: sayText(commands[command]?.about ?? 'no data points'),
  })
}

function envelopeText({ command, flag, serial, deviceId, declared, actual }: Envelope): string {
  return [
    commandText(command),
    say('flag {flag}', { flag }),
    ...(serial === undefined ? [] : [say('serial number {serial}', { serial })]),
    ...(deviceId === undefined ? [] : [say('device id {id}', { id: shownWord(deviceId) })]),
    declared === actual
      ? byteCount(actual)
      : say('{size}, declared {declared}', { size: byteCount(actual), declared }),
  ].join(say('; '))
}

/**
 * Counts the attributes in the payload; undefined if that says nothing.
 *
 * @param tell says it in a language; default: that of the process
 */
export function countText(
  { definition, readings, asked, action, flags }: Decoded,
  tell: typeof say = say,
): string | undefined {
  if (!definition || action === undefined || flags.includes('layout_mismatch')) return undefined
  const { attributes, fixed } = definition
  switch (actions[action]?.content) {
    case 'status':
    case 'present values':
      return tell('{n} of {all}', {
        n: readings.filter(({ value }) => value !== null).length,
        all: attributes.length,
      })
    case 'settings':
      return tell('sets {n} of {all} writable', { n: readings.length, all: fixed?.writable.length ?? 0 })
    case 'presence':
      return tell('asks for {n} of {all}', { n: asked?.length ?? 0, all: attributes.length })
    default:
      return undefined
  }
}

export function byteCount(count: number): string {
  return count === 1 ? say('{n} byte', { n: 1 }) : say('{n} bytes', { n: count })
}

function hex(number: number, digits: number): string {
  return number.toString(16).padStart(digits, '0')
}

import { decodingReader } from '../../src/app/reader.ts'
import { DefinitionSet } from '../../src/datapoints/definition-set.ts'
import { PayloadDecoder } from '../../src/datapoints/payload-decoder.ts'
import type { Event } from '../../src/event/event.ts'
import type { Push } from '../../src/wire/push.ts'
import { definitionOf } from './definitions.ts'
import { eventLine, pushOf } from './lines.ts'

/** The products of the fixtures: one of the fixed layout, one of the variable. */
export const products = {
  meter: 'b1f0c3d2e4b5968778695a4b3c2d1e01',
  lock: 'b1f0c3d2e4b5968778695a4b3c2d1e02',
}

/** A report of the meter: Relay=1 Mode=强劲 Zone=Z17 Setpoint=21.5 Outdoor=-7. */
export const report = '04 980315 007b 81 ffffffff 5d 0011223344ff 0301 00'

export function base64(hex: string): string {
  return Buffer.from(hex.replaceAll(' ', ''), 'hex').toString('base64')
}

/** An event of the meter with a raw payload. */
export function rawPush(data: unknown, more: object = {}): Push {
  return pushOf(eventLine(1, { event_type: 'device_status_raw', product_key: products.meter, data, ...more }))
}

export function fixtureDefinitions(): DefinitionSet {
  const definitions = new DefinitionSet()
  for (const name of ['meter.json', 'lock.json']) definitions.add(definitionOf(name), name)
  return definitions
}

/** A reader with the definitions of the fixtures, what it reported, and how many payloads it decoded. */
export function fixtureReader() {
  const notices: string[] = []
  let decodes = 0
  class CountingDecoder extends PayloadDecoder {
    override decode(event: Event) {
      decodes++
      return super.decode(event)
    }
  }
  const read = decodingReader(new CountingDecoder(fixtureDefinitions(), text => notices.push(text)))
  return {
    notices,
    decodes: () => decodes,
    read: (push: Push) => read({ push, acked: false }),
  }
}

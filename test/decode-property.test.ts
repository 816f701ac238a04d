import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodePayload, trailingOf } from '../src/datapoints/decode-payload.ts'
import { encodeControl, encodeReport, rawsOf } from '../src/datapoints/encode-payload.ts'
import { readDefinition } from '../src/datapoints/read-definition.ts'
import { anyDefinition } from './support/any-definition.ts'
import { valuesOf } from './support/definitions.ts'
import { decodeNaively } from './support/naive-decoder.ts'

const anyBytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })

/** Bytes behind the action: about as many as the values take, now and then none, fewer or more. */
const anyPayload = anyDefinition.chain(json => {
  const size = readDefinition(json).fixed!.size
  const body = fc.integer({ min: Math.max(0, size - 6), max: size + 8 }).chain(anyBytes)
  return fc.record({
    json: fc.constant(json),
    action: fc.constantFrom(0x01, 0x03, 0x04, 0x11, 0x13, 0x14),
    body: fc.oneof({ weight: 4, arbitrary: body }, { weight: 1, arbitrary: fc.uint8Array({ maxLength: 8 }) }),
  })
})

test('decodes as a second implementation does, which goes bit by bit', () => {
  fc.assert(
    fc.property(anyPayload, ({ json, action, body }) => {
      const payload = Buffer.from([action, ...body])
      const [decoded] = decodePayload(payload, readDefinition(json))
      const naive = decodeNaively(json, payload)
      expect(valuesOf(decoded!)).toEqual(naive.values)
      expect(trailingOf(decoded!).toString('hex')).toBe(naive.trailing)
      expect(new Set(decoded!.flags)).toEqual(naive.flags)
    }),
    { numRuns: 1000 },
  )
})

test('what is encoded decodes to the same values', () => {
  fc.assert(
    fc.property(anyPayload, fc.boolean(), ({ json, body }, isVariable) => {
      const definition = readDefinition({ ...json, protocolType: isVariable ? 'var_len' : 'standard' })
      const action = isVariable ? 0x14 : 0x04
      const [drawn] = decodePayload(Buffer.from([action, ...body]), definition)
      const values = new Map(Object.entries(valuesOf(drawn!)))
      const [decoded] = decodePayload(encodeReport(definition, rawsOf(definition, values)), definition)
      expect(valuesOf(decoded!)).toMatchObject(Object.fromEntries(values))
      expect(decoded!.flags.filter(flag => flag !== 'enum_out_of_range')).toEqual([])
    }),
    { numRuns: 300 },
  )
})

test('a control that is encoded sets the same values, and no others', () => {
  fc.assert(
    fc.property(anyPayload, fc.boolean(), ({ json, body }, isVariable) => {
      const definition = readDefinition({ ...json, protocolType: isVariable ? 'var_len' : 'standard' })
      const action = isVariable ? 0x11 : 0x01
      const [drawn] = decodePayload(Buffer.from([action, ...body]), definition)
      const values = valuesOf(drawn!)
      const [decoded] = decodePayload(
        encodeControl(definition, rawsOf(definition, new Map(Object.entries(values)))),
        definition,
      )
      expect([decoded!.action, valuesOf(decoded!)]).toEqual([action, values])
    }),
    { numRuns: 300 },
  )
})

test('any bytes decode to something, whole and with nothing lost', () => {
  fc.assert(
    fc.property(anyDefinition, fc.uint8Array({ maxLength: 40 }), fc.boolean(), (json, body, enveloped) => {
      const bytes = Buffer.from([...(enveloped ? [0, 0, 0, 3] : []), ...body])
      const frames = decodePayload(bytes, readDefinition(json))
      expect(Buffer.concat(frames.map(({ frame }) => frame.bytes))).toEqual(bytes)
      for (const { valuesAt, trailingAt } of frames) expect(valuesAt).toBeLessThanOrEqual(trailingAt)
    }),
  )
})

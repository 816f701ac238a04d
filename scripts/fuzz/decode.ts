import assert from 'node:assert/strict'
import { type Decoded, decodePayload, trailingOf } from '../../src/datapoints/decode-payload.ts'
import { readDefinition } from '../../src/datapoints/read-definition.ts'
import { type Draft, placed } from '../../test/support/any-definition.ts'
import { type DefinitionJson, valuesOf } from '../../test/support/definitions.ts'
import { decodeNaively } from '../../test/support/naive-decoder.ts'
import type { Target } from './target.ts'

const roles = ['status_writable', 'status_readonly', 'alert', 'fault'] as const
const types = ['bool', 'enum', 'uint8', 'uint16', 'uint32', 'binary'] as const
const specs = [
  null,
  { ratio: 0.1, addition: -20 },
  { ratio: 0.01, addition: 0 },
  { ratio: -1, addition: 0.5 },
] as const
/** Actions with values. */
const valued = [0x01, 0x03, 0x04, 0x11, 0x13, 0x14]
const envelopeStart = Buffer.from([0, 0, 0, 3])

/**
 * The first byte of an input is the number of attributes, and whether their ids are in reverse; two bytes for each
 * attribute follow, then the payload.
 */
export const decode: Target = {
  about: 'raw payloads by any definition, against a decoder that goes bit by bit',
  covers: [
    'src/datapoints/frames.ts',
    'src/datapoints/decode-payload.ts',
    'src/datapoints/read-values.ts',
    'src/datapoints/bits.ts',
    'src/datapoints/attribute.ts',
    'src/datapoints/variable-layout.ts',
  ],
  seeds: [
    '\u0004\u0000\u0000\u0005\u0002\u0008\u0011\u0016\u0004\u0004\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u0009',
    '\u0024\u0000\u0000\u0005\u0002\u0008\u0011\u0016\u0004\u0014\u000f\u0002\u0003\u0004\u0005\u0006\u0007',
    '\u0003\u0004\u0009\u0004\u0007\u0010\u0013\u0001\u0003\u0001\u0002\u0003\u0004\u0005\u0006\u0007',
    '\u0001\u000c\u0010\u0000\u0000\u0000\u0003\u0006\u0000\u0000\u0011\u0004\u0001\u0002',
    '\u0001\u000c\u0010\u0000\u0000\u0000\u0003\u000a\u0000\u0000\u0013\u0000\u0000\u0000\u0001\u0003\u0001\u0002',
    '\u0002\u0000\u0000\u0001\u0000',
  ],
  dictionary: [
    '\u0000\u0000\u0000\u0003',
    '\u0000\u0003',
    '\u0004',
    '\u0014',
    '\u0011\u0001',
    '\u007f\u007f',
  ],
  check: bytes => {
    const { json, payload } = readPlan(bytes)
    const definition = readDefinition(json)
    const frames = decodePayload(payload, definition)
    assert.deepEqual(Buffer.concat(frames.map(({ frame }) => frame.bytes)), payload, 'nothing is lost')
    if (!payload.subarray(0, 4).equals(envelopeStart)) assert.equal(frames.length, 1)
    for (const decoded of frames) compare(decoded, json)
    const [bare] = frames
    if (bare && payload.length > 0 && payload[0] !== 0) {
      const [enclosed, ...more] = decodePayload(inEnvelope(payload), definition)
      assert.deepEqual([valuesOf(enclosed!), enclosed!.flags, more], [valuesOf(bare), bare.flags, []])
    }
    const action = frames.map(({ action }) => action ?? 'none').join('+')
    return `${frames.length} ${action} ${[...new Set(frames.flatMap(({ flags }) => flags))].join() || 'whole'}`
  },
}

function compare(decoded: Decoded, json: DefinitionJson): void {
  const { frame, action, readings, flags } = decoded
  if (action === undefined || !valued.includes(action)) return
  const naive = decodeNaively(json, frame.bytes.subarray(frame.payloadAt))
  assert.deepEqual(valuesOf({ readings } as Decoded), naive.values, 'values')
  assert.equal(trailingOf(decoded).toString('hex'), naive.trailing, 'trailing')
  assert.deepEqual(new Set(flags.filter(flag => flag !== 'length_mismatch')), naive.flags, 'flags')
}

function readPlan(bytes: Buffer): { json: DefinitionJson; payload: Buffer } {
  const [first = 0] = bytes
  const end = 1 + 2 * (first & 31)
  const drafts: Draft[] = []
  for (let at = 1; at + 1 < Math.min(end, bytes.length); at += 2)
    drafts.push(draftOf(bytes[at]!, bytes[at + 1]!))
  const attrs = placed(drafts)
  const reversed = attrs.map(attr => ({ ...attr, id: attrs.length - 1 - attr.id }))
  const entities = [{ attrs: first & 32 ? reversed : attrs }]
  const json = { product_key: 'p', protocolType: 'standard', entities }
  return { json, payload: bytes.subarray(end) }
}

function draftOf(kind: number, size: number): Draft {
  return {
    type: roles[kind & 3]!,
    data_type: types[(kind >> 2) % types.length]!,
    len: 1 + (size % 12),
    texts: size % 20,
    spec: specs[(size >> 4) % specs.length]!,
  }
}

function inEnvelope(payload: Buffer): Buffer {
  const length: number[] = []
  let left = payload.length + 3
  for (; left > 127; left = Math.floor(left / 128)) length.push((left % 128) + 128)
  return Buffer.concat([envelopeStart, Buffer.from([...length, left, 0, 0, 0x91]), payload])
}

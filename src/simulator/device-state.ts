import type { Attribute } from './product-kinds.ts'
import type { Random } from './random.ts'

/**
 * The values of a device's data points. Each is an integer: 0 or 1, the index of a choice, steps above the minimum, or
 * the seed of bytes.
 */
export class DeviceState {
  private readonly attributes: [string, Attribute][]
  private readonly raws: number[]

  constructor(attributes: Readonly<Record<string, Attribute>>, random: Random) {
    this.attributes = Object.entries(attributes)
    this.raws = this.attributes.map(([, attribute]) => random.int(0, topOf(attribute)))
  }

  /** Changes some of the values a little. */
  drift(random: Random): void {
    this.attributes.forEach(([, attribute], i) => {
      const top = topOf(attribute)
      if (attribute.kind === 'number') {
        const moved = this.raws[i]! + random.int(-attribute.drift, attribute.drift)
        this.raws[i] = Math.min(top, Math.max(0, moved))
      } else if (random.chance(0.15)) this.raws[i] = random.int(0, top)
    })
  }

  /**
   * Changes a flag or a choice, as a command does. Returns its name and its new value, and the payload that says so: the
   * action byte; a bit per data point that is to be set; then the values as in a report.
   */
  command(random: Random): { values: Record<string, string | boolean>; payload: Buffer } {
    const settable = this.attributes.flatMap(([, { kind }], i) =>
      kind === 'flag' || kind === 'choice' ? [i] : [],
    )
    const i = random.pick(settable)
    const [name, attribute] = this.attributes[i]!
    this.raws[i] = random.int(0, topOf(attribute))
    const value = displayed(attribute, this.raws[i])
    const report = this.payload()
    return {
      values: { [name]: typeof value === 'string' ? value : value === 1 },
      payload: Buffer.concat([Buffer.from([write, 1 << i]), report.subarray(1)]),
    }
  }

  /** The values as in `device_status_kv`. */
  values(): [name: string, value: string | number][] {
    return this.attributes.map(([name, attribute], i) => [name, displayed(attribute, this.raws[i]!)])
  }

  /**
   * The values as the payload of a report in the fixed layout: the action byte; flags and choices as one group of bits,
   * the first in the lowest ones; then numbers, two bytes each, and bytes.
   */
  payload(): Buffer {
    let bits = 0
    let width = 0
    const rest: Buffer[] = []
    this.attributes.forEach(([, attribute], i) => {
      const raw = this.raws[i]!
      if (attribute.kind === 'bytes') rest.push(bytesOf(attribute.length, raw))
      else if (attribute.kind === 'number') rest.push(Buffer.from([raw >> 8, raw & 0xff]))
      else {
        bits |= raw << width
        width += Math.ceil(Math.log2(topOf(attribute) + 1))
      }
    })
    const group = Buffer.alloc(Math.max(1, Math.ceil(width / 8)))
    group.writeUIntBE(bits, 0, group.length)
    return Buffer.concat([Buffer.from([report]), group, ...rest])
  }
}

const report = 0x04
const write = 0x01

function topOf(attribute: Attribute): number {
  switch (attribute.kind) {
    case 'flag':
      return 1
    case 'choice':
      return attribute.of.length - 1
    case 'number':
      return Math.round((attribute.max - attribute.min) / attribute.step)
    case 'bytes':
      return 0xffff
  }
}

function displayed(attribute: Attribute, raw: number): string | number {
  switch (attribute.kind) {
    case 'flag':
      return raw
    case 'choice':
      return attribute.of[raw]!
    case 'number':
      // Twelve digits are enough for every kind, and remove the error of adding steps of 0.1.
      return Number((attribute.min + raw * attribute.step).toPrecision(12)) || 0
    case 'bytes':
      return bytesOf(attribute.length, raw).toString('hex')
  }
}

function bytesOf(length: number, seed: number): Buffer {
  return Buffer.from(Array.from({ length }, (_, i) => (seed * (i + 1) * 31) & 0xff))
}

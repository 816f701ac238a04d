import { type Raw, toValue, type Value } from '../datapoints/attribute.ts'
import { encodeControl, encodeReport } from '../datapoints/encode-payload.ts'
import type { ProductKind, SimulatedAttribute } from './product-kind.ts'
import type { Random } from './random.ts'

/** What an app sends to a device. */
interface Command {
  /** As in `app2dev_kv`: a bool is a boolean there. */
  readonly values: Readonly<Record<string, Value | boolean>>
  /** As in `app2dev_raw`. */
  readonly payload: Buffer
}

/** The values of a device's data points. */
export class DeviceState {
  private readonly kind: ProductKind
  /** A number for each attribute: the raw value; of a binary, what its bytes are made of. */
  private readonly numbers: Uint32Array
  /** In the variable layout, those that were last reported; empty before the first report. */
  private reported: Uint32Array = new Uint32Array()

  constructor(kind: ProductKind, random: Random) {
    this.kind = kind
    this.numbers = Uint32Array.from(kind.attributes, ({ min, max, moves }) =>
      moves === 'never' ? 0 : random.int(min, max),
    )
  }

  /** Changes some of the values a little. */
  drift(random: Random): void {
    this.kind.attributes.forEach(({ min, max, moves }, i) => {
      if (moves === 'never') return
      if (moves !== 'at random') {
        const moved = this.numbers[i]! + random.int(-moves, moves)
        this.numbers[i] = Math.min(max, Math.max(min, moved))
      } else if (random.chance(0.15)) this.numbers[i] = random.int(min, max)
    })
  }

  /** Sets one of the attributes that can be set, as a command does. The kind must have one. */
  command(random: Random): Command {
    const { attributes, settable, definition } = this.kind
    const i = random.pick(settable)
    const { attribute, min, max } = attributes[i]!
    this.numbers[i] = random.int(min, max)
    const raw = rawOf(attribute, this.numbers[i]!)
    const value = attribute.type === 'bool' ? raw === 1 : toValue(attribute, raw)
    return {
      values: { [attribute.name]: value },
      payload: encodeControl(definition, new Map([[attribute.name, raw]])),
    }
  }

  /** @param index of an alert or fault among the attributes */
  setAlarm(index: number, value: 0 | 1): void {
    this.numbers[index] = value
  }

  /** The values as in `device_status_kv`. */
  values(): [name: string, value: Value][] {
    const { attributes } = this.kind
    return attributes.flatMap(({ attribute, moves }, i) =>
      moves === 'never' ? [] : [[attribute.name, toValue(attribute, rawOf(attribute, this.numbers[i]!))]],
    )
  }

  /** The values as the payload of a report. In the variable layout it has only what changed, or all if nothing did. */
  payload(): Buffer {
    const { attributes, definition } = this.kind
    const { numbers, reported } = this
    const isNew = (_: unknown, i: number) => numbers[i] !== reported[i]
    const isPartial = !definition.fixed && attributes.some(isNew)
    const raws = new Map<string, Raw>()
    attributes.forEach((one, i) => {
      if (!isPartial || isNew(one, i)) raws.set(one.attribute.name, rawOf(one.attribute, numbers[i]!))
    })
    if (!definition.fixed) this.reported = numbers.slice()
    return encodeReport(definition, raws)
  }
}

function rawOf({ type, len }: SimulatedAttribute['attribute'], number: number): Raw {
  return type === 'binary' ? bytesOf(len, number).toString('hex') : number
}

function bytesOf(length: number, seed: number): Buffer {
  const bytes = Buffer.alloc(length)
  for (let i = 0; i < length; i++) bytes[i] = (seed * (i + 1) * 31) & 0xff
  return bytes
}

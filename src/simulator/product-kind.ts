import type { Attribute } from '../datapoints/attribute.ts'
import type { Definition } from '../datapoints/definition.ts'
import { limits } from '../datapoints/definition-limits.ts'

/** How a device reports: data points by name, or a payload, bare or in an envelope, as text or as `{raw}`. */
export type ReportForm = 'kv' | 'raw' | 'raw in envelope' | 'raw member in envelope'

/** An attribute, and the numbers that stand for its values: raw values, or for a binary what its bytes are made of. */
export interface SimulatedAttribute {
  readonly attribute: Attribute
  readonly min: number
  readonly max: number
  /** How much it moves at a time, at most; alerts and faults are not moved, but raised and cleared. */
  readonly moves: number | 'at random' | 'never'
}

/** An alert or a fault. */
export interface AlarmKind {
  readonly type: 'attr_alert' | 'attr_fault'
  readonly name: string
  /** The display name. */
  readonly title: string
  /** Its number among the attributes. */
  readonly index: number
}

/** A product that devices are simulated of. */
export interface ProductKind {
  readonly productKey: string
  readonly definition: Definition
  /** Those of the definition, in the same order. */
  readonly attributes: readonly SimulatedAttribute[]
  readonly alarms: readonly AlarmKind[]
  /** The numbers of the attributes that commands can set. */
  readonly settable: readonly number[]
  /** Each device uses one of these. */
  readonly forms: readonly ReportForm[]
  /** The did of the first device; made up if undefined. */
  readonly firstDid: string | undefined
}

interface KindOptions {
  readonly forms: readonly ReportForm[]
  readonly firstDid?: string | undefined
  /** How much numbers move at a time, in raw units, by attribute name; by default a fortieth of their range. */
  readonly drift?: Readonly<Record<string, number>>
}

/** Creates the kind of devices that a definition describes. Its alerts and faults of type bool are raised and cleared. */
export function productKind(
  definition: Definition,
  { forms, firstDid, drift = {} }: KindOptions,
): ProductKind {
  const { attributes, productKey } = definition
  return {
    productKey,
    definition,
    attributes: attributes.map(attribute => simulated(attribute, drift)),
    alarms: attributes.flatMap((attribute, index) =>
      isAlarm(attribute) ? [alarmKind(attribute, index)] : [],
    ),
    settable: attributes.flatMap(({ role }, index) => (role === 'status_writable' ? [index] : [])),
    forms,
    firstDid,
  }
}

function isAlarm({ role, type }: Attribute): boolean {
  return type === 'bool' && (role === 'alert' || role === 'fault')
}

function alarmKind({ name, displayName, role }: Attribute, index: number): AlarmKind {
  const type = role === 'alert' ? 'attr_alert' : 'attr_fault'
  return { type, name, title: displayName.slice(0, limits.name), index }
}

function simulated(
  attribute: Attribute,
  drift: Readonly<Partial<Record<string, number>>>,
): SimulatedAttribute {
  const { name, type, unit, len, texts, allowed } = attribute
  const most = 2 ** (unit === 'bit' ? len : 8 * len) - 1
  switch (type) {
    case 'bool':
      return { attribute, min: 0, max: 1, moves: isAlarm(attribute) ? 'never' : 'at random' }
    case 'enum':
      return { attribute, min: 0, max: Math.min(most, Math.max(0, texts.length - 1)), moves: 'at random' }
    case 'binary':
      return { attribute, min: 0, max: 0xffff, moves: 'at random' }
    default: {
      // Some definitions allow more than the attribute can hold, or nothing.
      const max = Math.max(0, Math.min(most, Math.floor(allowed.max ?? most)))
      const min = Math.min(max, Math.max(0, Math.ceil(allowed.min ?? 0)))
      const own = Object.hasOwn(drift, name) ? drift[name] : undefined
      return { attribute, min, max, moves: own ?? Math.ceil((max - min) / 40) }
    }
  }
}

import type { Decimal } from './decimal.ts'
import type { TextSearch } from './text-search.ts'
import {
  compares,
  isAnyOf,
  not,
  textMatches,
  type Undecided,
  type Value,
  type ValueTest,
} from './value-tests.ts'

/** The operands that tests are made of, by kind. */
export interface Operands {
  values: readonly Value[]
  /** Searches for the regular expression anywhere in a text. */
  regex: TextSearch
  number: Decimal
  nothing: undefined
}
export type OperandKind = keyof Operands

export interface OperatorOf<Kind extends OperandKind> {
  readonly kind: Kind
  /** Written between the key and the operand, or before the key if there is no operand. */
  readonly symbol: string
  /** Its syntax, its meaning, and an example that works, for help and documentation. */
  readonly form: string
  readonly about: string
  readonly example: string
  /** How expressions with the same key and this operator join. All others join by `and`. */
  readonly join: 'and' | 'or'
  /** `share`: the part of the work of one comparison that this one may take, 0 to 1; default 1. */
  readonly test: (operand: Operands[Kind], undecided: Undecided, share?: number) => ValueTest
}
export type Operator = { [Kind in OperandKind]: OperatorOf<Kind> }[OperandKind]

/**
 * The operators. For an event without the member, the negative ones (`!=`, `!~`, `!key`) are true and all others false. A
 * member that is null exists, and its text is `null`.
 */
export const operators = {
  equals: {
    kind: 'values',
    symbol: '=',
    form: 'key=value',
    about: 'is the value, or one of a list a,b; * matches any text, ? any character; given again: or',
    example: 'event_type=attr_*,device_online',
    join: 'or',
    test: isAnyOf,
  },
  differs: {
    kind: 'values',
    symbol: '!=',
    form: 'key!=value',
    about: 'is not the value, nor any of the list; true where the event has no such key',
    example: 'event_type!=device_status_*',
    join: 'and',
    test: (values, undecided, share?) => not(isAnyOf(values, undecided, share)),
  },
  finds: {
    kind: 'regex',
    symbol: '=~',
    form: 'key=~regex',
    about: 'the regular expression (RE2) is found anywhere in it; (?i) ignores capitals',
    example: 'mac=~^02005e',
    join: 'and',
    test: textMatches,
  },
  lacks: {
    kind: 'regex',
    symbol: '!~',
    form: 'key!~regex',
    about: 'the regular expression is not found in it; true where the event has no such key',
    example: 'data.attr_name!~(?i)test',
    join: 'and',
    test: (searched, undecided) => not(textMatches(searched, undecided)),
  },
  above: {
    kind: 'number',
    symbol: '>',
    form: 'key>number',
    about: 'is a number above it',
    example: 'data.temp>30',
    join: 'and',
    test: compares(order => order > 0),
  },
  atLeast: {
    kind: 'number',
    symbol: '>=',
    form: 'key>=number',
    about: 'is this number or above it',
    example: 'data.temp>=30',
    join: 'and',
    test: compares(order => order >= 0),
  },
  below: {
    kind: 'number',
    symbol: '<',
    form: 'key<number',
    about: 'is a number below it',
    example: 'data.room_temp<-10.5',
    join: 'and',
    test: compares(order => order < 0),
  },
  atMost: {
    kind: 'number',
    symbol: '<=',
    form: 'key<=number',
    about: 'is this number or below it',
    example: 'data.Filter_Life<=5',
    join: 'and',
    test: compares(order => order <= 0),
  },
  present: {
    kind: 'nothing',
    symbol: '',
    form: 'key',
    about: 'the event has the key, even if it is null',
    example: 'data.temp',
    join: 'and',
    test: () => value => value !== undefined,
  },
  absent: {
    kind: 'nothing',
    symbol: '!',
    form: '!key',
    about: 'the event does not have the key',
    example: '!group_id',
    join: 'and',
    test: () => value => value === undefined,
  },
} satisfies Record<string, Operator>

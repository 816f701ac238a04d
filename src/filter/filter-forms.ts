import { operators } from './operators.ts'

/** A form of an expression, its meaning, and an example that works, for help and documentation. */
export interface FilterForm {
  readonly form: string
  readonly about: string
  readonly example: string
}

/** What joins comparisons, with how strongly each binds what is beside it. */
export const junctions = {
  and: {
    power: 2,
    form: 'A and B',
    about: 'both hold; binds stronger than or',
    example: 'event_type=attr_alert and data.value=1',
  },
  or: {
    power: 1,
    form: 'A or B',
    about: 'one of them holds, or both',
    example: 'event_type=attr_alert or data.temp>30',
  },
  not: {
    power: 3,
    form: 'not A',
    about: 'it does not hold',
    example: 'not data.temp>=30',
  },
} as const satisfies Record<string, FilterForm & { readonly power: number }>

const groups = {
  group: {
    form: '(A)',
    about: 'parentheses group: (A or B) and C',
    example: '(event_type=attr_alert or data.temp>30) and did=~^Dn',
  },
} as const satisfies Record<string, FilterForm>

/** All forms of expressions, from the comparisons to what joins them. */
export const filterForms = { ...operators, ...junctions, ...groups } satisfies Record<string, FilterForm>
export type FilterFormName = keyof typeof filterForms

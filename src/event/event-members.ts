import { eventTypes } from './event-types.ts'

interface Member {
  /** A few words for completion and documentation. */
  readonly about: string
  /** All values that the document has, where they can be counted. */
  readonly values?: Readonly<Record<string, { readonly about: string }>>
}

/** Members that can be asked for in an event of the document, by path; data points are `data.` and their name. */
export const eventMembers = {
  event_type: { about: 'what happened', values: eventTypes },
  did: { about: 'the device' },
  product_key: { about: 'the product that the device is of' },
  mac: { about: 'the device’s own address' },
  group_id: { about: 'the group that the device is in' },
  created_at: { about: 'when, in seconds since 1970, UTC' },
  event_id: { about: 'an alert or fault: the same when raised and when cleared' },
  'data.attr_name': { about: 'an alert or fault: its name' },
  'data.attr_displayname': { about: 'an alert or fault: its name for eyes' },
  'data.value': {
    about: 'an alert or fault: whether it was raised',
    values: { 1: { about: 'raised' }, 0: { about: 'cleared' } },
  },
} as const satisfies Record<string, Member>

/** Top-level members of the document, those of all events and those that only some types have. */
export const documentedMembers: ReadonlySet<string> = new Set([
  ...Object.keys(eventMembers).map(path => path.split('.', 1)[0]!),
  ...['cmd', 'delivery_id', 'ip', 'country', 'region', 'city'],
])

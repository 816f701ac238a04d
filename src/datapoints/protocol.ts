import type { Text } from '../language/say.ts'
/** How the values of a payload are laid out. The action byte decides it. */
export type Layout = 'standard' | 'var_len' | 'transparent'

/** What follows the action byte. */
export type Content = 'status' | 'settings' | 'nothing' | 'presence' | 'present values' | 'free bytes'

export interface Action {
  /** A few words for display. */
  readonly about: string
  readonly layout: Layout
  readonly content: Content
}

/** The actions by the first byte of a payload. */
export const actions: Readonly<Partial<Record<number, Action>>> = {
  1: { about: 'control' satisfies Text, layout: 'standard', content: 'settings' },
  2: { about: 'read' satisfies Text, layout: 'standard', content: 'nothing' },
  3: { about: 'reply' satisfies Text, layout: 'standard', content: 'status' },
  4: { about: 'report' satisfies Text, layout: 'standard', content: 'status' },
  5: { about: 'transparent, to the device' satisfies Text, layout: 'transparent', content: 'free bytes' },
  6: { about: 'transparent, from the device' satisfies Text, layout: 'transparent', content: 'free bytes' },
  17: { about: 'control' satisfies Text, layout: 'var_len', content: 'present values' },
  18: { about: 'read' satisfies Text, layout: 'var_len', content: 'presence' },
  19: { about: 'reply' satisfies Text, layout: 'var_len', content: 'present values' },
  20: { about: 'report' satisfies Text, layout: 'var_len', content: 'present values' },
}

export interface Command {
  readonly about: string
  /** Whether a serial number follows the command. */
  readonly serial: boolean
}

/** The commands of an envelope that carry data points. */
export const commands: Readonly<Partial<Record<number, Command>>> = {
  144: { about: 'cloud to device' satisfies Text, serial: false },
  145: { about: 'device to cloud' satisfies Text, serial: false },
  147: { about: 'with serial number' satisfies Text, serial: true },
  148: { about: 'reply with serial number' satisfies Text, serial: true },
}

/** What can be wrong with a payload, with a description for display. */
export const flags = {
  truncated: 'shorter than the definition says: what is not whole is missing',
  trailing_bytes: 'longer than the definition says: the definition may be out of date',
  unknown_action: 'the action byte is none that is known',
  unknown_command: 'the command of the envelope carries no data points',
  length_mismatch: 'the envelope declares another length than there is',
  enum_out_of_range: 'a number that the enum has no text for',
  empty: 'there is no payload',
  bad_envelope: 'the envelope ends before its command',
  unknown_attribute_bits: 'flags of attributes that the definition does not have',
  layout_mismatch: 'the fixed layout, for which the definition has no positions',
  no_definition: 'there is no definition of the product',
  not_hex_or_base64: 'neither hex nor base64',
} as const satisfies Readonly<Record<string, Text>>

export type Flag = keyof typeof flags

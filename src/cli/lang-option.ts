import type { Described, OptionSpec } from './option-table.ts'

export const languageChoices = {
  en: { about: 'English' },
  zh: { about: '中文' },
} as const satisfies Described

export type LanguageName = keyof typeof languageChoices

/** The option of every command that sets the language of what people read. */
export const langOption = {
  flags: '--lang <language>',
  group: 'Other:',
  choices: languageChoices,
  about: 'language of help and messages; what programs read stays as it is',
  otherwise: 'that of LC_ALL, LC_MESSAGES or LANG',
} as const satisfies OptionSpec

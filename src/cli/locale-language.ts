import type { LanguageName } from './lang-option.ts'

/** Variables, of which some name the locale. */
export type Environment = Readonly<Record<string, string | undefined>>

/**
 * Returns the language of a locale such as `zh_CN.UTF-8`. All output is UTF-8, so a locale with another encoding gets
 * English.
 */
export function localeLanguage({ LC_ALL, LC_MESSAGES, LANG }: Environment): LanguageName {
  const locale = LC_ALL || LC_MESSAGES || LANG || ''
  return /^zh(?:[_-]\w+)*(?:\.utf-?8)?(?:@\w+)?$/i.test(locale) ? 'zh' : 'en'
}

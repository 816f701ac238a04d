import { type LanguageName, langOption, languageChoices } from './lang-option.ts'
import { tailOptions } from './tail-options.ts'
import { tokenize } from './tokenize.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Returns the language that the arguments ask for, even if they are wrong otherwise, or else that of the locale. */
export function requestedLanguage(words: readonly string[], env: Environment): LanguageName {
  let asked: string | undefined
  for (const token of tokenize(words, Object.values(tailOptions)))
    if (token.kind === 'option' && token.spec === langOption) asked = token.value?.text
  return asked !== undefined && Object.hasOwn(languageChoices, asked)
    ? (asked as LanguageName)
    : localeLanguage(env)
}

/**
 * Returns the language of a locale such as `zh_CN.UTF-8`. All output is UTF-8, so a locale with another encoding gets
 * English.
 */
function localeLanguage({ LC_ALL, LC_MESSAGES, LANG }: Environment): LanguageName {
  const locale = LC_ALL || LC_MESSAGES || LANG || ''
  return /^zh(?:[_-]\w+)*(?:\.utf-?8)?(?:@\w+)?$/i.test(locale) ? 'zh' : 'en'
}

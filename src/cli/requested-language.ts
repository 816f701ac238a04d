import { type LanguageName, langOption, languageChoices } from './lang-option.ts'
import { type Environment, localeLanguage } from './locale-language.ts'
import { tailOptions } from './tail-options.ts'
import { tokenize } from './tokenize.ts'

/** Returns the language that the arguments ask for, even if they are wrong otherwise, or else that of the locale. */
export function requestedLanguage(words: readonly string[], env: Environment): LanguageName {
  let asked: string | undefined
  for (const token of tokenize(words, Object.values(tailOptions)))
    if (token.kind === 'option' && token.spec === langOption) asked = token.value?.text
  return asked !== undefined && Object.hasOwn(languageChoices, asked)
    ? (asked as LanguageName)
    : localeLanguage(env)
}

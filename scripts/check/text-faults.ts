import { type CodeText, codeTexts } from './code-texts.ts'
import { exempt, programTexts, translatedByKey } from './program-texts.ts'

/** Two words of a sentence, such as `is missing`. */
const prose = /[A-Za-z][a-z’']*[,;:]? [a-z’']{2,}/
/** What returns a text in the language of the process. */
const saying = /^(?:say|sayText|sayInEnglish|tell)$/
/** What shows its arguments to people, or makes an error of them that is shown. */
const showing =
  /^(?:new (?:Failure|ParseError|InvalidArgumentError|DefinitionError)|(?:[\w$.?]*\.)?(?:info|warn|hint|debug|notice))$/
/** Members of objects that are shown. */
const shownMember = /\b(?:hint|what|fault|message|prompt) ?: ?$/
/** Arguments that are no texts: codes, names of options and of members. */
const name = /^(?:[a-z]+(?:-?[A-Za-z]+)*|--[\w-]+|\{\}[.\w{}[\]]*)$/

/**
 * Returns the texts of a file that people would read in English whatever their language: sentences that have no
 * translation, and what is shown without `say`.
 *
 * @param isTranslated whether there is a translation of a text
 */
export function textFaults(file: string, source: string, isTranslated: (text: string) => boolean): string[] {
  if (exempt.some(place => file.startsWith(place))) return []
  return codeTexts(source).flatMap(found => {
    const { text, line } = found
    if (isSaid(found) || isForPrograms(file, found)) return []
    const place = `${file}:${line}: ${JSON.stringify(text)}`
    if (isShown(found)) return [`${place} is shown without say()`]
    if ((prose.test(text) || (shownMember.test(found.before) && !name.test(text))) && !isTranslated(text))
      return [`${place} has no translation`]
    return []
  })
}

function isSaid({ callee, before, after }: CodeText): boolean {
  return (saying.test(callee) && !/,\s*$|\{/.test(before)) || /^ satisfies Text\b/.test(after)
}

/** Whether it is given as it is to what shows it. */
function isShown({ text, callee, before }: CodeText): boolean {
  if (!/[A-Za-z]{2}/.test(text)) return false
  return showing.test(callee) && !(before.trim() === '' && name.test(text))
}

function isForPrograms(file: string, { text, callee }: CodeText): boolean {
  if (translatedByKey.includes(file)) return true
  return programTexts.some(
    one =>
      (one.files === undefined || one.files.some(place => file.startsWith(place))) &&
      (one.callee === undefined || one.callee.test(callee)) &&
      (one.text === undefined || one.text.test(text)),
  )
}

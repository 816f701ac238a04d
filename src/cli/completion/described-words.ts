import { sayText } from '../../language/say.ts'
import { tableText } from '../language.ts'
import type { Candidate } from './completion-model.ts'

/** Tables whose descriptions are by word; all others are messages. */
const tables = ['eventTypeTexts', 'formatTexts', 'timeTexts', 'scenarioTexts'] as const

/** Returns words with their descriptions in the language of the process. */
export function describedWords(words: readonly Candidate[]): Candidate[] {
  return words.map(candidate => ({ ...candidate, about: aboutWord(candidate) }))
}

function aboutWord({ word, about }: Candidate): string {
  const said = sayText(about)
  if (said !== about) return said
  return tables.map(table => tableText(table, word, about)).find(text => text !== about) ?? about
}

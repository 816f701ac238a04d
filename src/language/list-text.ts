import { say } from './say.ts'

/** Returns names as the language of the process lists them: `a, b, c`. */
export function listText(names: readonly string[]): string {
  return names.length === 0 ? '' : names.reduce((list, name) => say('{list}, {name}', { list, name }))
}

/** Returns names as a choice of one of them: `a, b or c`. */
export function choiceText(names: readonly string[]): string {
  const [last, ...others] = names.toReversed()
  if (last === undefined) return ''
  return others.length === 0 ? last : say('{names} or {last}', { names: listText(others.reverse()), last })
}

/** Returns clauses of one sentence: `a; b`. */
export function clauses(texts: readonly string[]): string {
  return texts.join(say('; '))
}

/** Returns sentences, one after the other; those that are empty are left out. */
export function sentences(texts: readonly string[]): string {
  return texts.filter(Boolean).join(say(' '))
}

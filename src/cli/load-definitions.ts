import { isUtf8 } from 'node:buffer'
import { createReadStream, readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Failure } from '../base/failure.ts'
import { excerpt, messageText } from '../base/safe-text.ts'
import { systemErrorText } from '../base/system-error.ts'
import { utf8Of } from '../base/utf8-of.ts'
import { DefinitionError } from '../datapoints/definition-error.ts'
import { DefinitionSet } from '../datapoints/definition-set.ts'
import { readDefinition } from '../datapoints/read-definition.ts'
import { say } from '../language/say.ts'
import { readBounded } from './read-bounded.ts'

/** The size of the largest file in bytes. Real definitions have less than 100 KB. */
const maxBytes = 16 * 1024 ** 2

export interface LoadedDefinitions {
  readonly definitions: DefinitionSet
  /** Which files were skipped and why, and what is suspicious in the others. */
  readonly warnings: readonly string[]
}

/**
 * Loads product definitions from a file, or from the `.json` files of a folder. Invalid files are skipped, unless all are.
 *
 * @param given the option or variable that has the path, for messages
 * @throws Failure `usage` if the path cannot be read or has no valid definition
 */
export async function loadDefinitions(path: string, given: string): Promise<LoadedDefinitions> {
  const definitions = new DefinitionSet()
  const warnings: string[] = []
  const faults: string[] = []
  for (const file of filesOf(path, given)) {
    const name = excerpt(basename(file))
    try {
      const definition = readDefinition(await jsonIn(file))
      const two = definitions.add(definition, name)
      if (two !== undefined) warnings.push(two)
      for (const warning of definition.warnings)
        warnings.push(say('{what}: {said}', { what: name, said: warning }))
    } catch (error) {
      if (!(error instanceof DefinitionError)) throw error
      faults.push(say('{what}: {said}', { what: name, said: error.message }))
    }
  }
  if (definitions.all.length === 0) {
    throw new Failure(
      'usage',
      say('{given}: {path} has no definition that can be used', { given, path: excerpt(path) }),
      { details: faults },
    )
  }
  return { definitions, warnings: [...faults.map(file => say('left out {file}', { file })), ...warnings] }
}

/** @throws Failure `usage` if the path cannot be read, or is a folder without definitions */
function filesOf(path: string, given: string): string[] {
  try {
    if (!statSync(path).isDirectory()) return [path]
    const names = readdirSync(path).filter(name => /^[^.].*\.json$/i.test(name))
    const files = names.sort().map(name => join(path, name))
    // Only regular files: reading a pipe might never end.
    const found = files.filter(file => statSync(file, { throwIfNoEntry: false })?.isFile())
    if (found.length > 0) return found
  } catch (cause) {
    const values = { given, path: excerpt(path), why: systemErrorText(cause) }
    throw new Failure('usage', say('{given}: cannot read {path}: {why}', values), { cause })
  }
  throw new Failure(
    'usage',
    say('{given}: the folder {path} has no .json file', { given, path: excerpt(path) }),
  )
}

async function jsonIn(file: string): Promise<unknown> {
  let content: Buffer
  try {
    content = await readBounded(createReadStream(file) as AsyncIterable<Buffer>, maxBytes)
  } catch (error) {
    throw new DefinitionError('', say('cannot be read: {why}', { why: systemErrorText(error) }))
  }
  if (content.length > maxBytes)
    throw new DefinitionError('', say('is longer than {n} MB', { n: maxBytes / 1024 ** 2 }))
  const text = utf8Of(content)
  if (!isUtf8(text)) throw new DefinitionError('', say('is not UTF-8'))
  try {
    return JSON.parse(text.toString())
  } catch (error) {
    throw new DefinitionError('', say('is not JSON: {why}', { why: messageText((error as Error).message) }))
  }
}

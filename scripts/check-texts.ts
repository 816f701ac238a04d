// Checks that what people read can be said in their language: see check/text-faults.ts. Texts that are only for programs
// are listed in check/program-texts.ts.
import { readFileSync } from 'node:fs'
import { chineseMessages } from '../src/language/chinese/messages.ts'
import { filesBelow } from './check/source-files.mjs'
import { textFaults } from './check/text-faults.ts'

const faults = filesBelow('src').flatMap(file =>
  textFaults(file, readFileSync(file, 'utf8'), text => Object.hasOwn(chineseMessages, text)),
)
if (faults.length > 0) {
  console.error(faults.join('\n'))
  process.exitCode = 1
}

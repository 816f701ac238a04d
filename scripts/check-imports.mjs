// Checks the layout of the source: which folder of src may import which, where outside modules may be imported, that no
// files import each other, and how files are named and how long they are. The rules are in check/layers.mjs.
import { circles } from './check/circles.mjs'
import { formFaults } from './check/form-faults.mjs'
import { importFaults } from './check/import-faults.mjs'
import { filesBelow } from './check/source-files.mjs'

const source = filesBelow('src')
const others = [...filesBelow('scripts'), ...filesBelow('test')]
const faults = [
  ...source.flatMap(importFaults),
  ...[...source, ...others].flatMap(formFaults),
  // In src, the type of a table's entries and the table may refer to each other.
  ...[...circles(source, { types: false }), ...circles(others, { types: true })].map(
    circle => `these import each other: ${circle.join(', ')}`,
  ),
]
if (faults.length > 0) {
  console.error(faults.join('\n'))
  process.exitCode = 1
}

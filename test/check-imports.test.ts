import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

const script = resolve('scripts/check-imports.mjs')

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'gizwits-tail-layout-'))
})
afterEach(() => rmSync(root, { recursive: true }))

/** What the check reports of a project with these files. */
function faultsOf(files: Readonly<Record<string, string>>): string[] {
  const all = { 'src/index.ts': '', 'scripts/build.mjs': '', 'test/a.test.ts': '', ...files }
  for (const [file, text] of Object.entries(all)) {
    mkdirSync(join(root, dirname(file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  const { status, stderr } = spawnSync(process.execPath, [script], { cwd: root, encoding: 'utf8' })
  const faults = stderr.split('\n').filter(line => line !== '')
  expect(status).toBe(faults.length > 0 ? 1 : 0)
  return faults
}

test('a project that keeps to the layout has no faults', () => {
  const faults = faultsOf({
    'src/wire/line.ts': "import { clock } from '../base/clock.ts'\nimport type { Socket } from 'node:net'\n",
    'src/session/dial.ts': "import type { Dial } from '../transport/dial.ts'\n",
    'src/cli/bin.ts': "const { main } = await import('../app/main.ts')\nprocess.exitCode = main()\n",
    'test/long.test.ts': '\n'.repeat(500),
  })
  expect(faults).toEqual([])
})

test.each<[file: string, text: string, fault: string]>([
  ['src/wire/a.ts', "import { x } from '../session/x.ts'\n", 'wire may not import src/session/x.ts'],
  ['src/wire/noti1/a.ts', "import type { X } from '../../app/x.ts'\n", 'wire may not import src/app/x.ts'],
  ['src/base/a.ts', "export { x } from '../wire/x.ts'\n", 'base may not import src/wire/x.ts'],
  ['src/app/a.ts', "const x = import('../cli/x.ts')\n", 'app may not import src/cli/x.ts'],
  [
    'src/session/a.ts',
    "import {\n  x,\n} from '../transport/x.ts'\n",
    'session may import only types from src/transport/x.ts',
  ],
  [
    'src/filter/a.ts',
    "import net from 'node:net'\n",
    'node:net may be imported only in transport, simulator',
  ],
  ['src/format/a.ts', "import 'chalk'\n", 'chalk may be imported only in format/theme.ts'],
  ['src/event/a.ts', 'process.exit()\n', 'only cli and output may use process'],
  ['src/utils/a.ts', '', 'there must be no utils in src'],
  ['src/a.ts', '', 'there must be no a.ts in src'],
  ['src/wire/lineSplitter.ts', '', 'its name must be in kebab-case'],
  ['test/support/a_b.ts', '', 'its name must be in kebab-case'],
  ['src/wire/a.ts', '\n'.repeat(201), 'it has 201 lines; the most is 200'],
  ['scripts/bench/a.ts', '\n'.repeat(201), 'it has 201 lines; the most is 200'],
])('%s: %j', (file, text, fault) => {
  expect(faultsOf({ [file]: text })).toEqual([`${file}: ${fault}`])
})

test('files that import each other are reported once; in src, imports of types do not count', () => {
  const faults = faultsOf({
    'scripts/a.mjs': "import './b.mjs'\nimport './d.mjs'\n",
    'scripts/b.mjs': "import './c.mjs'\nimport './d.mjs'\n",
    'scripts/c.mjs': "import type { A } from './a.mjs'\n",
    'scripts/d.mjs': '',
    'src/wire/a.ts': "import './b.ts'\n",
    'src/wire/b.ts': "import './a.ts'\nimport './c.ts'\n",
    'src/wire/c.ts': "import type { B } from './b.ts'\n",
  })
  expect(faults).toEqual([
    'these import each other: src/wire/a.ts, src/wire/b.ts',
    'these import each other: scripts/a.mjs, scripts/b.mjs, scripts/c.mjs',
  ])
})

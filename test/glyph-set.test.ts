import ora from 'ora'
import { afterEach, expect, test, vi } from 'vitest'
import { glyphSet } from '../src/cli/glyph-set.ts'

const platform = process.platform
afterEach(() => {
  vi.unstubAllEnvs()
  Object.defineProperty(process, 'platform', { value: platform })
})

const terminals: [platform: string, env: Record<string, string>, glyphs: string][] = [
  ['linux', {}, 'unicode'],
  ['linux', { TERM: 'xterm-256color' }, 'unicode'],
  ['linux', { TERM: 'dumb' }, 'unicode'],
  ['linux', { TERM: 'linux' }, 'ascii'],
  ['darwin', { TERM: 'xterm' }, 'unicode'],
  ['win32', {}, 'ascii'],
  ['win32', { TERM: 'cygwin' }, 'ascii'],
  ['win32', { WT_SESSION: '' }, 'ascii'],
  ['win32', { WT_SESSION: '0a1b' }, 'unicode'],
  ['win32', { TERMINUS_SUBLIME: '1' }, 'unicode'],
  ['win32', { ConEmuTask: '{cmd::Cmder}' }, 'unicode'],
  ['win32', { ConEmuTask: '{cmd}' }, 'ascii'],
  ['win32', { TERM_PROGRAM: 'vscode' }, 'unicode'],
  ['win32', { TERM_PROGRAM: 'Terminus-Sublime' }, 'unicode'],
  ['win32', { TERM_PROGRAM: 'other' }, 'ascii'],
  ['win32', { TERM: 'xterm-256color' }, 'unicode'],
  ['win32', { TERM: 'alacritty' }, 'unicode'],
  ['win32', { TERM: 'rxvt-unicode' }, 'unicode'],
  ['win32', { TERM: 'rxvt-unicode-256color' }, 'unicode'],
  ['win32', { TERMINAL_EMULATOR: 'JetBrains-JediTerm' }, 'unicode'],
]

test.each(terminals)('%s with %j draws %s, and so does the spinner', (name, env, glyphs) => {
  expect(glyphSet(name, env)).toBe(glyphs)
  for (const [variable] of Object.entries(process.env)) vi.stubEnv(variable, undefined)
  for (const [variable, value] of Object.entries(env)) vi.stubEnv(variable, value)
  Object.defineProperty(process, 'platform', { value: name })
  expect(ora().spinner).toMatchObject({ frames: expect.arrayContaining([glyphs === 'unicode' ? '⠋' : '|']) })
})

import type { GlyphSet } from '../format/event-styles.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Variables by which to recognize the Windows terminals that draw more than the characters of a code page. */
const windowsTerminals: readonly (readonly [variable: string, value: RegExp])[] = [
  ['WT_SESSION', /./],
  ['TERMINUS_SUBLIME', /./],
  ['ConEmuTask', /^\{cmd::Cmder\}$/],
  ['TERM_PROGRAM', /^(?:vscode|Terminus-Sublime)$/],
  ['TERM', /^(?:xterm-256color|alacritty|rxvt-unicode(?:-256color)?)$/],
  ['TERMINAL_EMULATOR', /^JetBrains-JediTerm$/],
]

/**
 * Returns which characters the terminal can draw, by the rule that ora has for its spinner: a Windows console has those of
 * its code page (936 in China, without ▴ and ✗), the console of the Linux kernel a font of 512 characters.
 *
 * @param platform as `process.platform`
 */
export function glyphSet(platform: string, env: Environment): GlyphSet {
  if (platform !== 'win32') return env.TERM === 'linux' ? 'ascii' : 'unicode'
  const known = windowsTerminals.some(([variable, value]) => value.test(env[variable] ?? ''))
  return known ? 'unicode' : 'ascii'
}

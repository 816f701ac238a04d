import { messageText } from '../base/safe-text.ts'
import { say } from '../language/say.ts'
import type { CommandEnd } from './command-run.ts'

/** Returns what the command of `--exec` has failed at, and the last that it said of it. */
export function commandFailure({ failure, lastLine }: CommandEnd & { readonly failure: string }): string {
  const what = say('the command of --exec {failure}', { failure })
  return lastLine === '' ? what : say('{what}: {said}', { what, said: messageText(lastLine) })
}

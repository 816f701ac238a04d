import { noti1 } from '../../src/wire/noti1/noti1.ts'
import { serverLines } from './dictionary.ts'
import { duration } from './duration.ts'
import { exactJson } from './exact-json.ts'
import { filter } from './filter.ts'
import { framing } from './framing.ts'
import { messageTarget } from './message.ts'
import { request } from './request.ts'
import { scanner } from './scanner.ts'
import { size } from './size.ts'
import type { Target } from './target.ts'
import { text } from './text.ts'

/** What can be fuzzed. The tests check the same properties with fewer inputs. */
export const targets = {
  framing,
  scanner,
  message: messageTarget(noti1, serverLines),
  request,
  exactJson,
  filter,
  duration,
  size,
  text,
} satisfies Record<string, Target>

export type TargetName = keyof typeof targets

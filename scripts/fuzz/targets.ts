import { noti1 } from '../../src/wire/noti1/noti1.ts'
import { snoti2 } from '../../src/wire/snoti2/snoti2.ts'
import { decode } from './decode.ts'
import { definition } from './definition.ts'
import { noti1Lines, snoti2Lines } from './dictionary.ts'
import { duration } from './duration.ts'
import { exactJson } from './exact-json.ts'
import { filter } from './filter.ts'
import { framing } from './framing.ts'
import { messageTarget } from './message.ts'
import { noti1Request } from './noti1-request.ts'
import { scanner } from './scanner.ts'
import { size } from './size.ts'
import { snoti2Request } from './snoti2-request.ts'
import type { Target } from './target.ts'
import { template } from './template.ts'
import { text } from './text.ts'

/** What can be fuzzed. The tests check the same properties with fewer inputs. */
export const targets = {
  framing,
  scanner,
  noti1Message: messageTarget(noti1, noti1Lines),
  snoti2Message: messageTarget(snoti2, snoti2Lines),
  noti1Request,
  snoti2Request,
  exactJson,
  filter,
  template,
  duration,
  size,
  text,
  decode,
  definition,
} satisfies Record<string, Target>

export type TargetName = keyof typeof targets

import { connection } from './connection.ts'
import { console } from './console.ts'
import { decode } from './decode.ts'
import { doctor } from './doctor.ts'
import { help } from './help.ts'
import { otherTools } from './other-tools.ts'
import { run } from './run.ts'
import { usage } from './usage.ts'
import { view } from './view.ts'

/** The Chinese of every text that people read, by the English that the code has. */
export const chineseMessages = {
  ...help,
  ...otherTools,
  ...usage,
  ...console,
  ...run,
  ...connection,
  ...doctor,
  ...view,
  ...decode,
} as const

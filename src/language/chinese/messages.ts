import { connection } from './connection.ts'
import { console } from './console.ts'
import { decode } from './decode.ts'
import { doctor } from './doctor.ts'
import { help } from './help.ts'
import { otherTools } from './other-tools.ts'
import { output } from './output.ts'
import { run } from './run.ts'
import { simulator } from './simulator.ts'
import { transport } from './transport.ts'
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
  ...transport,
  ...output,
  ...simulator,
  ...doctor,
  ...view,
  ...decode,
} as const

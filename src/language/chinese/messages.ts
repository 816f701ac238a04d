import { choices } from './choices.ts'
import { common } from './common.ts'
import { config } from './config.ts'
import { connection } from './connection.ts'
import { console } from './console.ts'
import { decode } from './decode.ts'
import { definition } from './definition.ts'
import { doctor } from './doctor.ts'
import { files } from './files.ts'
import { filter } from './filter.ts'
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
  ...choices,
  ...common,
  ...config,
  ...definition,
  ...files,
  ...filter,
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

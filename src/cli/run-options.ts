import { loginOptions } from './login-options.ts'
import { metricsOptions } from './metrics-options.ts'
import { queueOptions } from './queue-options.ts'
import { tailOptions } from './tail-options.ts'

const { trace, statusLine } = tailOptions
const connectionOptions = { ...loginOptions, ...queueOptions, ...metricsOptions, trace, statusLine }

/** The options of the tail that concern no connection. */
export type RunOptions = Omit<typeof tailOptions, keyof typeof connectionOptions>

export const runOptions = Object.fromEntries(
  Object.entries(tailOptions).filter(([key]) => !Object.hasOwn(connectionOptions, key)),
) as RunOptions

import type { loginOptions } from './login-options.ts'
import type { queueOptions } from './queue-options.ts'
import type { tailOptions } from './tail-options.ts'

/** The options of the tail that concern no connection. */
export type RunOptions = Omit<
  typeof tailOptions,
  keyof typeof loginOptions | keyof typeof queueOptions | 'trace'
>

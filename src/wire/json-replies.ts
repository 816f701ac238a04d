import type { InvalidReason, Replies } from './dialect.ts'
import type { Words } from './words.ts'

/** @param codes the `error_code` of each reason; without them `invalid` messages have none */
export function jsonReplies(words: Words, codes?: Readonly<Record<InvalidReason, number>>): Replies {
  const line = (message: object) => `${JSON.stringify(message)}\n`
  return {
    pong: line({ cmd: words.pong }),
    login: (result, msg) => line({ cmd: words.loginReply, data: { result, msg } }),
    invalid: (reason, msg) => line({ cmd: words.invalid, ...(codes && { error_code: codes[reason] }), msg }),
  }
}

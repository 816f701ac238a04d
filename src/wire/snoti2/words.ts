import type { Words } from '../words.ts'

/** The command words of SNoti 2.x, as in the vendor's document. */
export const words = {
  loginRequest: 'login_req',
  loginReply: 'login_res',
  ping: 'ping',
  pong: 'pong',
  push: 'event_push',
  ack: 'event_ack',
  invalid: 'invalid_msg',
  messageId: 'msg_id',
  otherReplies: ['subscribe_res', 'unsubscribe_res', 'remote_control_res', 'remote_control_v2_res'],
} as const satisfies Words

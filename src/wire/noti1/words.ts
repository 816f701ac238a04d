import type { Words } from '../words.ts'

/** The command words of the message proxy 1.0, as in the vendor's document. */
export const words = {
  loginRequest: 'enterprise_login_req',
  loginReply: 'enterprise_login_res',
  ping: 'enterprise_ping',
  pong: 'enterprise_pong',
  push: 'enterprise_event_push',
  ack: 'enterprise_event_ack',
  invalid: 'invalid_msg',
} as const satisfies Words

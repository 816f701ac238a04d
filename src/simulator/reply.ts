import { cmd } from '../wire/noti1.ts'
import { latin1Of } from './event-line.ts'

/** The server's lines, bytes as latin1. */
export const pongLine = `${JSON.stringify({ cmd: cmd.pong })}\n`

export function loginReplyLine(result: boolean, msg: string): string {
  return latin1Of(`${JSON.stringify({ cmd: cmd.loginReply, data: { result, msg } })}\n`)
}

export function invalidLine(msg: string): string {
  return latin1Of(`${JSON.stringify({ cmd: cmd.invalid, msg })}\n`)
}

/**
 * The words of the message proxy 1.0 (消息代理1.0), said by both sides: one JSON object a line, UTF-8, ended
 * by `\n`. The vendor's document is the source of every name here.
 */
export const cmd = {
  loginRequest: 'enterprise_login_req',
  loginReply: 'enterprise_login_res',
  ping: 'enterprise_ping',
  pong: 'enterprise_pong',
  push: 'enterprise_event_push',
  ack: 'enterprise_event_ack',
  invalid: 'invalid_msg',
} as const

/**
 * What a server of SNoti 2.x, the later form of this service, says where one of 1.0 says `enterprise_login_res` and
 * `enterprise_event_push`. Its logins, endpoint and accounts are others, so a client must tell the two apart.
 */
export const snoti2Cmds: readonly unknown[] = ['login_res', 'event_push']

/** The port and host of the public service. */
export const endpoint = { host: 'noti.gizwitsapi.com', port: 2015 } as const

/** Bounds of `prefetch_count`: un-acked events the server may have out. */
export const prefetchBounds = { min: 1, max: 32767 } as const

/** The usual window, and that of a login without `prefetch_count`, as the vendor's own client sends it. */
export const defaultPrefetch = 50

/** What a server says, in plain text, to a client it has not heard from for too long (seen, not documented). */
export const noHeartbeat = 'No Heartbeat!'

/** Milliseconds of silence after which the server may give a client up. */
export const serverTimeout = 300_000

export interface Credentials {
  readonly id: string
  readonly secret: string
}

export function loginLine({ id, secret }: Credentials, prefetch: number): string {
  const data = { enterprise_id: id, enterprise_secret: secret, prefetch_count: prefetch }
  return `${JSON.stringify({ cmd: cmd.loginRequest, data })}\n`
}

export const pingLine = `${JSON.stringify({ cmd: cmd.ping })}\n`

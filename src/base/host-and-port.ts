import type { NumberSetting } from './number-setting.ts'

/** The ports that can be connected to. */
export const portBounds = { whole: true, min: 1, max: 65_535 } as const satisfies NumberSetting

/** Returns `host:port`, with an IPv6 address in brackets. */
export function hostAndPort(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`
}

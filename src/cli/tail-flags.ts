import type { FormatName } from '../format/formats.ts'
import type { TimeStyle } from '../format/time-format.ts'
import type { When } from './colour-level.ts'

/** What the tail's options are once parsed; see `tailOptions`. Absent: not given, by flag nor by variable. */
export interface TailFlags {
  id?: string
  secret?: string
  secretFile?: string
  demo?: true
  host?: string
  port?: number
  ca?: string
  servername?: string
  pin?: string[]
  insecure?: true
  filter?: string[]
  did?: string[]
  productKey?: string[]
  event?: string[]
  json?: true
  output?: FormatName
  color?: When
  time?: TimeStyle
  tz?: string
  utc?: true
  count?: number
  duration?: number
  timeout?: number
  ack?: 'all' | 'matched' | 'none'
  peek?: true
  prefetch?: number
  pingInterval?: number
  pongTimeout?: number
  connectTimeout?: number
  maxRetries?: number
  /** False where `--no-reconnect` was given. */
  reconnect?: boolean
  maxLine?: number
  quiet?: true
  verbose?: true
  trace?: true
  summary?: 'auto' | 'always' | 'never'
}

import { homedir } from 'node:os'
import type { SystemInfo } from './config/config-place.ts'

/** Returns what this process has. */
export function systemInfo(): SystemInfo {
  return { env: process.env, platform: process.platform, home: homedir() }
}

import { posix, win32 } from 'node:path'

/** The variable that has the path of the config file. */
export const configVariable = 'GIZWITS_CONFIG'

/** Where the config file is, if there is one. */
export interface ConfigPlace {
  readonly path: string
  /** Whether the path is that of `GIZWITS_CONFIG`, so that the file must exist. */
  readonly given: boolean
}

/** What the place of the file depends on. */
export interface SystemInfo {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  /** The home directory. */
  readonly home: string
}

/**
 * Returns the place of the config file: `GIZWITS_CONFIG`, or else `config.toml` where programs of the platform keep their
 * configuration.
 */
export function configPlace({ env, platform, home }: SystemInfo): ConfigPlace {
  const given = env[configVariable]
  if (given) return { path: given, given: true }
  const { join, isAbsolute } = platform === 'win32' ? win32 : posix
  // The specification says that a relative path in this variable is invalid.
  const xdg = env.XDG_CONFIG_HOME
  const folders: Partial<Record<NodeJS.Platform, string>> = {
    win32: join(env.APPDATA || join(home, 'AppData', 'Roaming'), 'gizwits-tail', 'Config'),
    darwin: join(home, 'Library', 'Preferences', 'gizwits-tail'),
  }
  const folder =
    folders[platform] ?? join(xdg && isAbsolute(xdg) ? xdg : join(home, '.config'), 'gizwits-tail')
  return { path: join(folder, 'config.toml'), given: false }
}

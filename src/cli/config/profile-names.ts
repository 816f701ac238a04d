import { readFileSync } from 'node:fs'
import { configPlace, type SystemInfo } from './config-place.ts'

/**
 * Returns the names of the profiles in the config file, for completion: also those of a file that has an error somewhere,
 * and without the parser, because a Tab must be quick. Empty if there is no file.
 */
export function profileNames(system: SystemInfo): string[] {
  try {
    return namesIn(readFileSync(configPlace(system).path, 'utf8'))
  } catch {
    return []
  }
}

/** @param document TOML, in which each profile has a table `[profiles.NAME]` */
export function namesIn(document: string): string[] {
  const headers = document.matchAll(/^\s*\[{1,2}\s*profiles\s*\.\s*(?:"([^"\\]+)"|'([^']+)'|([\w-]+))/gm)
  return [...new Set(Array.from(headers, ([, quoted, literal, bare]) => quoted ?? literal ?? bare!))]
}

import type { TailConfig } from './tail-config.ts'

const shortFlags: Readonly<Record<string, string>> = { '--filter': '-f', '--event': '-e' }

/** Returns filters as options that can be typed, without quotes: `-e attr_alert --did abc*`. */
export function filterWords(filters: TailConfig['filters']): string {
  return filters
    .map(({ flag, expression }) => {
      const value = flag === '--filter' ? expression : expression.slice(expression.indexOf('=') + 1)
      return `${shortFlags[flag] ?? flag} ${value}`
    })
    .join(' ')
}

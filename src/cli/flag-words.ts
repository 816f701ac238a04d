/** What `-o, --output <format>` says: the names, the long one last, and what the value is called. */
export interface FlagWords {
  readonly names: readonly string[]
  /** Undefined where the option takes no value. */
  readonly value: string | undefined
}

export function flagWords(flags: string): FlagWords {
  const [names, value] = flags.split(' <')
  return { names: names!.split(', '), value: value?.replace('>', '') }
}

/** `--output` */
export function longName(flags: string): string {
  return flagWords(flags).names.at(-1)!
}

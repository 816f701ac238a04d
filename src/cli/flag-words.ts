/** The parts of flags such as `-o, --output <format>`. */
export interface FlagWords {
  /** The long name last. */
  readonly names: readonly string[]
  /** The name of the value; undefined if the option takes none. */
  readonly value: string | undefined
}

export function flagWords(flags: string): FlagWords {
  const [names, value] = flags.split(' <')
  return { names: names!.split(', '), value: value?.replace('>', '') }
}

/** Returns the long name, such as `--output`, or the only one. */
export function longName(flags: string): string {
  return flagWords(flags).names.at(-1)!
}

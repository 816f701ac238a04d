import { type Command, Option } from 'commander'
import { listText } from '../language/list-text.ts'
import { say } from '../language/say.ts'
import type { CommandName } from './commands.ts'
import { longName } from './flag-words.ts'
import { optionText, tableText } from './language.ts'
import { defaultText, type OptionSpec, type OptionTable, parseValue } from './option-table.ts'

/**
 * Adds the options of a table to a command, in order. The command has their parsed values by the keys of the table.
 *
 * @param name of the command
 */
export function addOptions(command: Command, name: CommandName | 'tail', table: OptionTable): void {
  for (const [key, spec] of Object.entries(table)) {
    const about = aboutText(spec, optionText(name, key, spec.about))
    command.addOption(new TableOption(key, spec, about))
  }
}

/** The description of an option, with its default, its variable and the values that it can have. */
function aboutText(spec: OptionSpec, about: string): string {
  const standard = defaultText(spec)
  const values = spec.otherwise === undefined ? standard : tableText('defaultTexts', standard!, standard!)
  const text = values === undefined ? about : say('{about} (default: {values})', { about, values })
  const known = spec.env === undefined ? text : say('{text} (env: {name})', { text, name: spec.env })
  if (!spec.choices) return known
  const words = Object.keys(spec.choices).map(word => say('"{word}"', { word }))
  return say('{known} (choices: {words})', { known, words: listText(words) })
}

class TableOption extends Option {
  private readonly key: string

  constructor(key: string, spec: OptionSpec, about: string) {
    super(spec.flags, about)
    this.key = key
    // For commander, --no-color is a value of --color. Here it is a separate option.
    this.negate = false
    this.helpGroup(say(spec.group))
    if (!this.required) return
    this.argParser<unknown>((text, before) => {
      const value = parseValue(spec, text, longName(spec.flags))
      return spec.repeat ? [...((before as unknown[] | undefined) ?? []), value] : value
    })
  }

  override attributeName(): string {
    return this.key
  }
}

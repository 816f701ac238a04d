import { Command, Help } from 'commander'
import { Failure } from '../base/failure.ts'
import { textCells } from '../base/text-width.ts'
import { wrapWords } from '../base/word-wrap.ts'
import { listText } from '../language/list-text.ts'
import { say } from '../language/say.ts'
import { addOptions } from './add-options.ts'
import type { Brief } from './brief-help.ts'
import { type CommandEntry, runEntry } from './command-entry.ts'
import { type CommandName, commands, tailClosingOptions } from './commands.ts'
import type { Outcome } from './exit-process.ts'
import { longName } from './flag-words.ts'
import { briefExamples, examples, exampleText, exitCodeText, filterText, usageText } from './help-text.ts'
import { takeSecretVariables } from './hide-secret.ts'
import { useLanguage } from './language.ts'
import { rejectFiles } from './reject-files.ts'
import { scanArgs } from './scan-args.ts'
import { settleTail } from './settle-tail.ts'
import { strayWord } from './stray-word.ts'
import { subcommands } from './subcommands.ts'
import { systemInfo } from './system-info.ts'
import { tailConfig } from './tail-config.ts'
import { type TailFlags, tailOptions } from './tail-options.ts'

const tailTable = { ...tailOptions, ...tailClosingOptions }

/**
 * Runs the command line.
 *
 * @param words the arguments after the program's name
 * @throws Failure
 */
export async function runCommandLine(words: readonly string[]): Promise<Outcome> {
  const tail = scanArgs(words, tailTable, commands)
  const program = createProgram()
  if (!tail.command) return runEntry(tailEntry(program), words, tail)
  const { closing, option } = tail
  const entry = await subcommands[tail.command.name as CommandName](program)
  const inner = scanArgs(tail.command.words, entry.table, {})
  if (option && !closing) {
    throw new Failure(
      'usage',
      say('{flag} is given before {command}; options of {command} must come after it', {
        flag: longName(option.flags),
        command: entry.name,
      }),
    )
  }
  return runEntry(entry, tail.command.words, {
    ...inner,
    closing: closing ?? inner.closing,
    error: tail.error ?? inner.error,
  })
}

/** Returns the program as its help shows it, with the tail's options and the names of the other commands. */
export function createProgram(): Command {
  const program = new Command('gizwits-tail')
    .description(
      say('Tail the event stream of Gizwits (机智云) devices: log in, show events as they happen, ack them.'),
    )
    .usage('[options] [command]')
    .helpCommand(false)
    .helpOption(false)
    .exitOverride()
    .addHelpText('before', () => exampleText(examples))
    .addHelpText('after', () => `\n${filterText()}\n${exitCodeText()}`)
  addOptions(program, 'tail', tailTable)
  program.configureHelp({
    subcommandTerm: command => `${command.name()} ${usageText(command.usage())}`,
    styleUsage: usageText,
    displayWidth: textCells,
    // The usage of `config` leaves less than commander wraps by default.
    minWidthToWrap: 20,
    styleTitle: translatedTitle,
    formatHelp,
    boxWrap: (text, width) => wrapWords(text, width).join('\n'),
  })
  for (const [name, { usage, about }] of Object.entries(commands))
    program.command(name).usage(usage).description(say(about)).helpOption(false)
  return program
}

/** The titles that commander has itself, but for that of the usage. Those of groups are translated already. */
function translatedTitle(title: string): string {
  return title === 'Options:' || title === 'Commands:' ? say(title) : title
}

/** Help begins with a title that a space follows, which other languages do without. */
function formatHelp(command: Command, helper: Help): string {
  return Help.prototype.formatHelp.call(helper, command, helper).replace(/^Usage: /, say('Usage: '))
}

export function tailEntry(command: Command): CommandEntry & { readonly brief: Brief } {
  const { id, product, secretFile, filter, did, event, json, count, timeout, peek } = tailOptions
  return {
    name: 'tail',
    command,
    table: tailTable,
    brief: {
      usage: 'gizwits-tail [options]',
      examples: briefExamples,
      options: { id, product, secretFile, filter, did, event, json, count, timeout, peek },
      more: say('Commands: {names}\nAll options: {help}', {
        names: listText(Object.keys(commands)),
        help: '--help',
      }),
    },
    run: async (typed: TailFlags, [stray]) => {
      if (stray) throw strayWord(stray, tailTable)
      const settled = await settleTail(typed, systemInfo())
      if (settled.flags.lang) await useLanguage(settled.flags.lang)
      const { GIZWITS_AUTH_SECRET: authSecret } = takeSecretVariables(process.env)
      const config = tailConfig(typed, settled, process.env)
      rejectFiles(settled.flags)
      const { tailCommand } = await import('./tail-command.ts')
      return tailCommand(config, settled, authSecret)
    },
  }
}

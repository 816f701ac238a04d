import { Command } from 'commander'
import { closest } from '../base/closest.ts'
import { Failure } from '../base/failure.ts'
import { excerpt, safeText } from '../base/safe-text.ts'
import { filterHelp } from '../filter/filter.ts'
import { commands, helpOption, versionOption } from './commands.ts'
import { longName } from './flag-words.ts'
import { exampleText, exitCodeText, table } from './help-text.ts'
import { forgetSecretVariable } from './hide-secret.ts'
import type { Outcome } from './leave.ts'
import { addOptions } from './option-table.ts'
import type { SimulateFlags } from './simulate-options.ts'
import { tailConfig } from './tail-config.ts'
import type { TailFlags } from './tail-flags.ts'
import { tailOptions } from './tail-options.ts'
import { version } from './version.ts'

/**
 * The command line. Wrong usage throws commander's error, its text already written to stderr.
 *
 * @param words what follows the program's name: the options of a subcommand are made only where it is named
 */
export async function createProgram(
  words: readonly string[],
  done: (outcome: Outcome) => void,
): Promise<Command> {
  const program = new Command('gizwits-tail')
  program
    .description(
      'Tail the event stream of Gizwits (机智云) devices: log in, show events as they happen, ack them.',
    )
    .usage('[options] [command]')
    .helpCommand(false)
    .enablePositionalOptions()
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(withoutValues(text)) })
    .addHelpText('before', `${exampleText()}`)
  // The tail's variables are not for those who talk to a broker of their own.
  const heedsVariables = !words.includes('--demo') && !words.includes('simulate')
  addOptions(program, tailOptions, heedsVariables)
  program
    .version(version, versionOption.flags, versionOption.about)
    .helpOption(helpOption.flags, helpOption.about)
    .addHelpText(
      'after',
      `\n${table(
        'Filters:',
        filterHelp.map(([form, meaning]) => [form, meaning]),
      )}\n${exitCodeText()}`,
    )
    .argument('[command]')
    .action(async (word: string | undefined, flags: TailFlags) => {
      if (word !== undefined) refuseCommand(word, program)
      const typed = (flag: keyof TailFlags) => program.getOptionValueSource(flag) === 'cli'
      forgetSecretVariable()
      const config = tailConfig(flags, typed, flag => longName(tailOptions[flag].flags))
      const { tailCommand } = await import('./tail-command.ts')
      done(await tailCommand(config, flags, typed('secret')))
    })

  const simulate = program.command('simulate').description(commands.simulate.about)
  if (words.includes('simulate')) {
    const { scenarioHelp, simulateOptions } = await import('./simulate-options.ts')
    addOptions(simulate, simulateOptions)
    simulate.addHelpText('after', `\n${scenarioHelp()}`).action(async (flags: SimulateFlags) => {
      refuseTailOptions(program, 'simulate')
      const { simulateCommand } = await import('./simulate-command.ts')
      done({ code: await simulateCommand(flags) })
    })
  }

  const completion = program.command('completion').description(commands.completion.about)
  if (words.includes('completion')) {
    const { completionCommand, installText } = await import('./completion-command.ts')
    completion
      // Not demanded of commander, which does not say what it may be.
      .argument('[shell]')
      .usage('<shell>')
      .addHelpText('after', `\n${installText()}`)
      .action(async (shell: string | undefined) => {
        refuseTailOptions(program, 'completion')
        await completionCommand(shell)
      })
  }

  // Not commander's own, which answers an unknown name with all of the help and no word of what was wrong.
  program
    .command('help')
    .description(commands.help.about)
    .argument('[command]')
    .action((name: string | undefined) => {
      const asked = program.commands.find(command => command.name() === name)
      if (name !== undefined && !asked) refuseCommand(name, program)
      ;(asked ?? program).help()
    })
  return program
}

/** commander takes a stray word for an argument of the tail; what was meant is a command. */
function refuseCommand(word: string, program: Command): never {
  const near = closest(
    word,
    program.commands.map(command => command.name()),
  )
  const hint = near === undefined ? '; see --help' : `\n(Did you mean ${near}?)`
  program.error(`error: unknown command '${excerpt(word)}'${hint}`, { code: 'commander.unknownCommand' })
}

/** What stands before a command would have no effect there. */
function refuseTailOptions(program: Command, command: string): void {
  const stray = (Object.keys(tailOptions) as (keyof TailFlags)[]).find(
    flag => program.getOptionValueSource(flag) === 'cli',
  )
  if (stray === undefined) return
  throw new Failure(
    'usage',
    `${longName(tailOptions[stray].flags)} stands before ${command}; options of ${command} go behind it`,
  )
}

/** What was typed, safe to show; a mistyped `--secert=…` must not have its value repeated. */
function withoutValues(text: string): string {
  const safe = text.split('\n').map(safeText).join('\n')
  return safe.replace(/(unknown option '-[^=']*)=[^']*'/, "$1=…'")
}

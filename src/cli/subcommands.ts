import type { Command } from 'commander'
import { closest } from '../base/closest.ts'
import { Failure } from '../base/failure.ts'
import { excerpt } from '../base/safe-text.ts'
import { say } from '../language/say.ts'
import { addOptions } from './add-options.ts'
import { type CommandEntry, printHelp } from './command-entry.ts'
import { type CommandName, commands, commonOptions } from './commands.ts'
import { exampleText, filterText, table } from './help-text.ts'
import type { OptionTable } from './option-table.ts'
import { print } from './print.ts'
import { oneTooMany, strayToSimulate } from './stray-word.ts'
import { systemInfo } from './system-info.ts'

/** Creates the commands other than the tail. What a command needs is loaded only when it is created. */
export const subcommands = {
  simulate: async program => {
    const { scenarioHelp, simulateExamples, simulateOptions } = await import('./simulate-options.ts')
    const table = { ...simulateOptions, ...commonOptions }
    const command = named(program, 'simulate', table)
    command.addHelpText('before', exampleText(simulateExamples)).addHelpText('after', `\n${scenarioHelp()}`)
    const { port, dialect, id, secret, rate, devices, count, datapoints, events, scenario } = simulateOptions
    return {
      name: 'simulate',
      command,
      table,
      brief: {
        usage: 'gizwits-tail simulate [options]',
        examples: simulateExamples,
        options: { port, dialect, id, secret, rate, devices, count, datapoints, events, scenario },
        more: allOptions('simulate'),
      },
      run: async (flags, [stray]) => {
        if (stray) throw strayToSimulate(stray)
        const { simulateCommand } = await import('./simulate-command.ts')
        return { code: await simulateCommand(flags) }
      },
    }
  },

  replay: async program => {
    const { ownReplayOptions, replayExamples, replayOptions } = await import('./replay-options.ts')
    const table = { ...replayOptions, ...commonOptions }
    const command = named(program, 'replay', table)
    command.addHelpText('before', exampleText(replayExamples)).addHelpText('after', `\n${filterText()}`)
    const { filter, did, event, json, datapoints, count } = replayOptions
    return {
      name: 'replay',
      command,
      table,
      brief: {
        usage: 'gizwits-tail replay [options] <file>…',
        examples: replayExamples,
        options: { ...ownReplayOptions, filter, did, event, json, datapoints, count },
        more: allOptions('replay'),
      },
      run: async (flags, operands) => {
        const { replayCommand } = await import('./replay-command.ts')
        return replayCommand(
          flags,
          operands.map(({ word }) => word),
        )
      },
    }
  },

  doctor: async program => {
    const { doctorExamples, doctorOptions } = await import('./doctor/doctor-options.ts')
    const table = { ...doctorOptions, ...commonOptions }
    const command = named(program, 'doctor', table)
    command.addHelpText('before', exampleText(doctorExamples))
    const { id, product, secretFile, host, port, proxy, ca, wait, json } = doctorOptions
    return {
      name: 'doctor',
      command,
      table,
      brief: {
        usage: 'gizwits-tail doctor [options]',
        examples: doctorExamples,
        options: { id, product, secretFile, host, port, proxy, ca, wait, json },
        more: allOptions('doctor'),
      },
      run: async (flags, [stray]) => {
        if (stray) throw oneTooMany('doctor', stray)
        const { doctorCommand } = await import('./doctor/doctor-command.ts')
        return { code: await doctorCommand(flags) }
      },
    }
  },

  decode: async program => {
    const { decodeExamples, decodeOptions } = await import('./decode-options.ts')
    const table = { ...decodeOptions, ...commonOptions }
    const command = named(program, 'decode', table)
    command.addHelpText('before', exampleText(decodeExamples))
    const { color, noColor, ...most } = decodeOptions
    return {
      name: 'decode',
      command,
      table,
      brief: {
        usage: 'gizwits-tail decode [options] <payload>…',
        examples: decodeExamples,
        options: most,
        more: allOptions('decode'),
      },
      run: async (flags, operands) => {
        const { decodeCommand } = await import('./decode-command.ts')
        await decodeCommand(
          flags,
          operands.map(({ word }) => word),
        )
        return { code: 0 }
      },
    }
  },

  config: async program => {
    const { configActions } = await import('./config/config-actions.ts')
    const command = named(program, 'config', commonOptions)
    const rows = Object.entries(configActions).map(([name, { about }]) => [name, say(about)] as const)
    command.addHelpText('after', `\n${table('Actions:', rows)}`)
    return {
      name: 'config',
      command,
      table: commonOptions,
      run: async (_, operands) => {
        const { configCommand } = await import('./config/config-command.ts')
        return configCommand(
          operands.map(({ word }) => word),
          systemInfo(),
        )
      },
    }
  },

  completion: async program => {
    const { completionScript, installText, programToAsk } = await import('./completion-command.ts')
    const { shellNames } = await import('./completion/shells.ts')
    const command = named(program, 'completion', commonOptions)
    command.addHelpText('after', `\n${installText()}`)
    return {
      name: 'completion',
      command,
      table: commonOptions,
      brief: {
        usage: `gizwits-tail completion ${shellNames.join('|')}`,
        examples: [['gizwits-tail completion bash', 'print the script of a shell']],
        options: commonOptions,
        more: say('How to install a script: {help}', { help: 'gizwits-tail completion --help' }),
      },
      run: async (_, [shell, stray]) => {
        if (stray) throw oneTooMany('completion', stray)
        await print(completionScript(shell?.word, programToAsk(process.argv[1], process.env)))
        return { code: 0 }
      },
    }
  },

  help: async program => {
    const command = named(program, 'help', commonOptions)
    return {
      name: 'help',
      command,
      table: commonOptions,
      run: async (_, [operand, stray]) => {
        if (stray) throw oneTooMany('help', stray)
        const asked = operand ? (await subcommandOf(operand.word, program)).command : program
        await printHelp(asked)
        return { code: 0 }
      },
    }
  },
} as const satisfies Record<CommandName, (program: Command) => Promise<CommandEntry>>

function allOptions(name: CommandName): string {
  const help = `gizwits-tail ${name} --help`
  return name === 'simulate'
    ? say('All options, and what scenarios there are: {help}', { help })
    : say('All options: {help}', { help })
}

function subcommandOf(name: string, program: Command): Promise<CommandEntry> {
  if (Object.hasOwn(commands, name)) return subcommands[name as CommandName](program)
  const near = closest(name, Object.keys(commands))
  throw new Failure('usage', say("unknown command '{name}'", { name: excerpt(name) }), {
    hint: near === undefined ? say('All commands: --help') : say('Did you mean {near}?', { near }),
  })
}

/** Returns a command of the program, which the program's help lists by name, with its options. */
function named(program: Command, name: CommandName, table: OptionTable): Command {
  const command = program.commands.find(command => command.name() === name)!
  // `help help` gets here twice.
  if (command.options.length === 0) addOptions(command, name, table)
  return command
}

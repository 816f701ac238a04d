import { commands, tailClosingOptions } from '../../src/cli/commands.ts'
import { afterInstall, installSteps } from '../../src/cli/completion-command.ts'
import { configActions } from '../../src/cli/config/config-actions.ts'
import { decodeOptions } from '../../src/cli/decode-options.ts'
import { ownDoctorOptions } from '../../src/cli/doctor/doctor-options.ts'
import { exitCodeTable } from '../../src/cli/exit-code.ts'
import { flagWords } from '../../src/cli/flag-words.ts'
import { examples } from '../../src/cli/help-text.ts'
import { type Described, defaultText, type OptionSpec, type OptionTable } from '../../src/cli/option-table.ts'
import { ownReplayOptions } from '../../src/cli/replay-options.ts'
import { simulateOptions } from '../../src/cli/simulate-options.ts'
import { tailOptions } from '../../src/cli/tail-options.ts'
import { version } from '../../src/cli/version.ts'
import { eventMembers } from '../../src/event/event-members.ts'
import { eventTypes } from '../../src/event/event-types.ts'
import { filterForms } from '../../src/filter/filter-forms.ts'
import { filterProse, outputProse, prose } from './man-prose.ts'
import * as roff from './roff.ts'
import { bold, paragraph, tagged } from './roff.ts'

/**
 * Returns gizwits-tail(1), in the man(7) macros that groff and mandoc both support.
 *
 * @param changelog has the date of the release; the date of the build would change the page with every build
 */
export function manPage(changelog: string): string {
  const released = new RegExp(`^## \\[${version.replaceAll('.', '\\.')}\\] - (\\S+)$`, 'm').exec(
    changelog,
  )?.[1]
  const options: OptionTable = { ...tailOptions, ...tailClosingOptions }
  return `${[
    '.\\" Written by npm run docs, from the tables of the program.',
    `.TH GIZWITS\\-TAIL 1 "${released ?? ''}" "gizwits\\-tail ${version}" "User Commands"`,
    '.ad l',
    roff.section('NAME', `gizwits\\-tail \\- ${roff.escaped(prose.name)}`),
    roff.section('SYNOPSIS', ...prose.synopsis.map(synopsis)),
    roff.section('DESCRIPTION', ...prose.description.map(paragraph)),
    roff.section('OPTIONS', paragraph(prose.options), ...groups(options)),
    roff.section('COMMANDS', ...commandParts()),
    roff.section('FILTERS', ...filterParts()),
    roff.section(
      'OUTPUT',
      ...outputProse.map(paragraph),
      paragraph('The event types of the document:'),
      ...list(eventTypes),
    ),
    roff.section(
      'EXIT STATUS',
      ...exitCodeTable.map(([code, about]) => tagged(bold(String(code)), sentence(about))),
    ),
    roff.section('ENVIRONMENT', ...variables()),
    roff.section(
      'EXAMPLES',
      ...examples.flatMap(([command, what]) => [
        paragraph(`${sentence(what).slice(0, -1)}:`),
        roff.example(command),
      ]),
    ),
    roff.section('SEE ALSO', `${bold('jq')}(1),\n${bold('tail')}(1)`),
  ].join('\n')}\n`
}

function synopsis([command, rest]: readonly [string, string], at: number): string {
  return `${at > 0 ? '.br\n' : ''}${bold(command)} ${rest.replace(/\w+/, '\\fI$&\\fR')}`
}

/** The options of a table, by group. */
function groups(table: OptionTable): string[] {
  const names = [...new Set(Object.values(table).map(({ group }) => group))]
  return names.map(name =>
    roff.subsection(
      name.replace(/:$/, ''),
      ...Object.values(table)
        .filter(({ group }) => group === name)
        .map(option),
    ),
  )
}

function option(spec: OptionSpec): string {
  const { names, value } = flagWords(spec.flags)
  const term = names.map(bold).join(', ') + (value === undefined ? '' : ` ${roff.italic(value)}`)
  const { about, choices, offers } = spec
  const standard = defaultText(spec)
  const text = [
    sentence(about),
    spec.repeat && !/more/.test(about) ? 'May be given more than once.' : '',
    spec.env ? `Environment: ${spec.env}.` : '',
    standard === undefined ? '' : `Default: ${standard}.`,
  ]
  const words =
    choices ?? (spec.list && typeof offers === 'object' && offers !== eventTypes ? offers : undefined)
  const rows = words ? ['.RS', ...list(words), '.RE'] : []
  return [tagged(term, text.filter(Boolean).join(' ')), ...rows].join('\n')
}

function list(words: Described): string[] {
  return Object.entries(words).map(([word, { about }]) => tagged(bold(word), sentence(about)))
}

function commandParts(): string[] {
  const { simulate, replay, doctor, decode, config, completion, help } = commands
  return [
    roff.subsection('simulate', paragraph(sentence(simulate.about)), paragraph(prose.simulate)),
    ...Object.values<OptionSpec>(simulateOptions).map(option),
    roff.subsection('replay', paragraph(sentence(replay.about)), ...prose.replay.map(paragraph)),
    ...Object.values<OptionSpec>(ownReplayOptions).map(option),
    roff.subsection('doctor', paragraph(sentence(doctor.about)), ...prose.doctor.map(paragraph)),
    ...Object.values<OptionSpec>(ownDoctorOptions).map(option),
    roff.subsection('decode', paragraph(sentence(decode.about)), ...prose.decode.map(paragraph)),
    ...Object.values<OptionSpec>(decodeOptions).map(option),
    roff.subsection('config', paragraph(sentence(config.about)), ...prose.config.map(paragraph)),
    ...list(configActions),
    roff.subsection(
      'completion',
      paragraph(sentence(completion.about)),
      ...installSteps.flatMap(([where, lines]) => [paragraph(`${where}:`), roff.example(...lines)]),
      paragraph(afterInstall),
    ),
    roff.subsection('help', paragraph(sentence(help.about))),
  ]
}

function filterParts(): string[] {
  return [
    ...filterProse.map(paragraph),
    ...Object.values(filterForms).map(({ form, about, example }) =>
      tagged(bold(form), `${sentence(about)} Example: ${example}`),
    ),
    paragraph('Keys that events of the document have:'),
    ...list(eventMembers),
  ]
}

function variables(): string[] {
  const options: OptionSpec[] = [...Object.values(tailOptions), ...Object.values(decodeOptions)]
  const ofOptions = options.flatMap(({ env, flags }) =>
    env === undefined ? [] : [tagged(bold(env), `Stands in for ${flagWords(flags).names.at(-1)}.`)],
  )
  return [...ofOptions, ...list(prose.variables)]
}

function sentence(text: string): string {
  return `${text[0]!.toUpperCase()}${text.slice(1)}${/[.…]$/.test(text) ? '' : '.'}`
}

import { shellWord } from '../shell-word.ts'
import { bashEngine } from './bash-engine.ts'
import {
  type CompletedCommand,
  commandLine,
  filterKeys,
  filterValues,
  ruledOut,
  type Words,
} from './command-line.ts'

/** Its tables are functions: arrays would be local to the function that loads the script, as bash-completion's does. */
export function bashScript(): string {
  return `
# Sets what an option takes, what can be offered for it, and which options it rules out.
_gizwits_tail_option() {
  takes='' offers='' bars=''
  case $1 in
${commandLine.flatMap(optionCases).join('\n')}
  esac
}

# Sets what the first word of a command can be, and the names of its options; false where there is no such command.
_gizwits_tail_command() {
  case $1 in
${commandLine.map(commandCase).join('\n')}
    *) return 1 ;;
  esac
}

# Sets the values that are known of a filter's key, or the keys where there is none yet.
_gizwits_tail_key() {
  case $1 in
${filterValues.map(([key, values]) => `    ${key}=* | ${key}!=*) offers=${wordsOf(values)} ;;`).join('\n')}
    *=*) offers='' ;;
    *) offers=${wordsOf(filterKeys)} ;;
  esac
}
${bashEngine}`
}

function optionCases({ name, options }: CompletedCommand): string[] {
  return options.map(option => {
    const { names, value } = option
    const takes = value ? ` takes=${value.kind}` : ''
    const offers = value && 'words' in value ? ` offers=${wordsOf(value.words)}` : ''
    const barred = ruledOut(option)
    const bars = barred.length > 0 ? ` bars='${barred.join(' ')}'` : ''
    return `    ${names.map(its => `'${name} ${its}'`).join(' | ')})${takes}${offers}${bars} ;;`
  })
}

function commandCase({ name, options, words }: CompletedCommand): string {
  const names = options.map(option => option.names.at(-1)).join(' ')
  return `    ${name}) first=${wordsOf({ words })} names='${names}' ;;`
}

function wordsOf({ words }: Pick<Words, 'words'>): string {
  return shellWord(Object.keys(words).join(' '))
}

import {
  allWords,
  type CompletedCommand,
  type CompletedOption,
  type CompletedValue,
  commandLine,
  commandNames,
  filterKeys,
  filterValues,
  ruledOut,
  type Words,
} from './command-line.ts'
import { posixQuoted, zshEscaped } from './quoted.ts'

/** Specifications for `_arguments`, zsh's own, which also sees to quoting and to what was given already. */
export function zshScript(): string {
  return `
# Sets its to the words of a kind, each with what it means.
_gizwits-tail-words() {
  case $1 in
${allWords.map(wordsCase).join('\n')}
  esac
}

_gizwits-tail-word() {
  local -a its
  _gizwits-tail-words $1
  _describe $2 its
}

# One of several with commas between, less those that are there; the comma goes where none follows.
_gizwits-tail-list() {
  local -a its
  local given
  _gizwits-tail-words $1
  for given in \${(s:,:)\${PREFIX%,*}}; do
    [[ $PREFIX == *,* ]] && its=(\${its:#\${(b)given}:*})
  done
  compset -P '*,'
  _describe $2 its -S , -r "\\- \\t\\n'\\""
}

_gizwits-tail-filter() {
${filterValues.map(valuesTest).join('\n')}
  [[ $PREFIX == *=* ]] && return 1
  local -a its
  _gizwits-tail-words ${filterKeys.id}
  _describe key its -q -S =
}

_gizwits-tail() {
  local curcontext=$curcontext command=tail
  local -a options
  if (( CURRENT > 2 )); then
    case $words[2] in
      ${commandNames.join('|')})
        command=$words[2]
        curcontext=\${curcontext%:*:*}:gizwits-tail-$command:
        shift words
        (( CURRENT-- ))
        ;;
    esac
  fi
  case $command in
${commandLine.map(optionsCase).join('\n')}
  esac
  _arguments -s -S : $options
}

if [[ $funcstack[1] == _gizwits-tail ]]; then
  _gizwits-tail "$@"
else
  compdef _gizwits-tail gizwits-tail
fi
`
}

function wordsCase({ id, words }: Words): string {
  const its = Object.entries(words).map(([word, { about }]) =>
    posixQuoted(`${zshEscaped(word)}:${zshEscaped(about)}`),
  )
  return `    ${id}) its=(\n${its.map(its => `      ${its}`).join('\n')}\n    ) ;;`
}

function valuesTest([key, { id }]: readonly [string, Words]): string {
  return `  if compset -P '${key}(!|)='; then
    _gizwits-tail-list ${id} ${key}
    return
  fi`
}

function optionsCase({ name, options, words }: CompletedCommand): string {
  const specs = options.flatMap(optionSpecs).map(spec => `        ${posixQuoted(spec)}`)
  const word =
    Object.keys(words).length > 0
      ? `\n      (( CURRENT == 2 )) && options+=('1: : _gizwits-tail-word ${name}_word ${name === 'completion' ? 'shell' : 'command'}')`
      : ''
  return `    ${name})\n      options=(\n${specs.join('\n')}\n      )${word}\n      ;;`
}

function optionSpecs(option: CompletedOption): string[] {
  const { names, about, repeat, value } = option
  const barred = ruledOut(option)
  return names.map(name => {
    const joint = value === undefined ? '' : name.startsWith('--') ? '=' : '+'
    const bars = barred.length > 0 ? `(${barred.join(' ')})` : ''
    const action = value === undefined ? '' : `:${value.name}:${actionOf(value)}`
    return `${bars}${repeat ? '*' : ''}${name}${joint}[${zshEscaped(about)}]${action}`
  })
}

/** A blank before it makes `_arguments` call it as it stands; a blank alone only tells what the value is called. */
function actionOf(value: CompletedValue): string {
  switch (value.kind) {
    case 'text':
      return ' '
    case 'file':
      return '_files'
    case 'zone':
      return '_time_zone'
    case 'filter':
      return ' _gizwits-tail-filter'
    case 'word':
    case 'list':
      return ` _gizwits-tail-${value.kind} ${value.words.id} ${value.name}`
  }
}

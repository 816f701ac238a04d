import { shellWord } from '../shell-word.ts'
import {
  type CompletedCommand,
  type CompletedOption,
  commandLine,
  filterKeys,
  filterValues,
  type Words,
} from './command-line.ts'

/**
 * A function that answers from its own tables. What is typed is compared, never evaluated: no `eval`, and no
 * `compgen -W`, which expands what it is given. File names are left to readline, which quotes them.
 */
export function bashScript(): string {
  return `
# Sets what an option takes, what can be offered for it, and which options it rules out.
_gizwits_tail_option() {
  takes= offers= bars=
  case $1 in
${commandLine.flatMap(optionCases).join('\n')}
  esac
}

# Offers a word, less what readline keeps of it.
_gizwits_tail_offer() {
  [[ $1 == "$typed"* ]] && COMPREPLY+=("\${1#"$kept"}")
}

# Offers one of several words with commas between, less those that are there.
_gizwits_tail_list() {
  local value=\${typed#"$lead"} word before
  before=\${value%"\${value##*,}"}
  for word in $offers; do
    [[ ,$before == *,"$word",* ]] || _gizwits_tail_offer "$lead$before$word"
  done
}

# Offers a filter's keys, or the values of the key that is there.
_gizwits_tail_filter() {
  local value=\${typed#"$lead"} word
  case $value in
${filterValues.map(valueCase).join('\n')}
    *=*) return ;;
    *)
      compopt -o nospace 2>/dev/null
      for word in ${wordsOf(filterKeys)}; do
        _gizwits_tail_offer "$lead$word="
      done
      return
      ;;
  esac
  lead+=\${value%%=*}=
  _gizwits_tail_list
}

# Offers what a value can be.
_gizwits_tail_value() {
  local word code
  _gizwits_tail_option "$command $option"
  case $takes in
    word) for word in $offers; do _gizwits_tail_offer "$lead$word"; done ;;
    list) _gizwits_tail_list ;;
    filter) _gizwits_tail_filter ;;
    file) compopt -o default 2>/dev/null ;;
    zone)
      while IFS=$'\\t' read -r code _ word _; do
        [[ $code == '#'* ]] || _gizwits_tail_offer "$lead$word"
      done 2>/dev/null </usr/share/zoneinfo/zone.tab
      ;;
  esac
}

# Short options in one word: -qn5 is -q -n 5. Sets option where one takes a value, and lead to all before it.
_gizwits_tail_cluster() {
  local at
  for ((at = 1; at < \${#1}; at++)); do
    _gizwits_tail_option "$command -\${1:at:1}"
    barred+="$bars "
    [[ $takes ]] || continue
    option=-\${1:at:1} lead=\${1:0:at+1}
    return
  done
}

_gizwits_tail() {
  local IFS=$' \\t\\n' line=$COMP_LINE words=() i piece glued
  COMPREPLY=()
  # bash cuts at = and : too: what no blank parts is one word. Of the last, what is before the cursor counts.
  for ((i = 0; i <= COMP_CWORD; i++)); do
    piece=\${COMP_WORDS[i]} glued=
    [[ $i -gt 0 && $line == [![:blank:]]* ]] && glued=1
    line=\${line#"\${line%%[![:blank:]]*}"}
    line=\${line#"$piece"}
    [[ $i -eq $COMP_CWORD && $piece != [=:]* ]] && piece=$2
    if [[ $glued ]]; then words[\${#words[@]} - 1]+=$piece; else words+=("$piece"); fi
  done

  local last=$((\${#words[@]} - 1)) first=1 command=tail option= lead= barred=' ' takes offers bars word
  local typed=\${words[last]}
  local kept=\${typed%"$2"}
  if ((last > 1)); then
    case \${words[1]} in
      ${commandNames().join(' | ')}) command=\${words[1]} first=2 ;;
    esac
  fi
  for ((i = first; i < last; i++)); do
    word=\${words[i]}
    if [[ $option ]]; then
      option=
      continue
    fi
    case $word in
      --) return ;;
      --*)
        _gizwits_tail_option "$command \${word%%=*}"
        barred+="$bars "
        [[ $takes && $word != *=* ]] && option=$word
        ;;
      -?*)
        _gizwits_tail_cluster "$word"
        [[ $lead == "$word" ]] || option=
        ;;
    esac
  done

  lead=
  if [[ $option ]]; then
    _gizwits_tail_value
    return
  fi
  case $typed in
    --*=*)
      option=\${typed%%=*} lead=\${typed%%=*}=
      _gizwits_tail_value
      return
      ;;
    -[!-]*)
      _gizwits_tail_cluster "$typed"
      if [[ $option && $lead != "$typed" ]]; then _gizwits_tail_value; else _gizwits_tail_offer "$typed"; fi
      return
      ;;
    -*) ;;
    *)
      if ((first == last)); then
        case $command in
${commandLine.flatMap(wordCase).join('\n')}
        esac
        for word in $offers; do _gizwits_tail_offer "$word"; done
      fi
      [[ ! $typed && \${#COMPREPLY[@]} -eq 0 ]] || return
      ;;
  esac
  case $command in
${commandLine.map(namesCase).join('\n')}
  esac
  for word in $offers; do
    [[ $barred == *" $word "* ]] || _gizwits_tail_offer "$word"
  done
}

complete -F _gizwits_tail gizwits-tail
`
}

function optionCases({ name, options }: CompletedCommand): string[] {
  return options.map(option => {
    const { value } = option
    const takes = value ? ` takes=${value.kind}` : ''
    const offers = value && 'words' in value ? ` offers='${wordsOf(value.words)}'` : ''
    const bars = ruledOut(option)
    const sets = `${takes}${offers}${bars.length > 0 ? ` bars='${bars.join(' ')}'` : ''}`
    return `    ${option.names.map(its => `'${name} ${its}'`).join(' | ')})${sets} ;;`
  })
}

function ruledOut({ names, against, repeat }: CompletedOption): string[] {
  return [...(repeat ? [] : names), ...against]
}

function valueCase([key, values]: readonly [string, Words]): string {
  return `    ${key}=* | ${key}!=*) offers='${wordsOf(values)}' ;;`
}

function wordCase({ name, words }: CompletedCommand): string[] {
  const offers = Object.keys(words)
  return offers.length > 0 ? [`          ${name}) offers='${offers.map(shellWord).join(' ')}' ;;`] : []
}

function namesCase({ name, options }: CompletedCommand): string {
  return `    ${name}) offers='${options.map(({ names }) => names.at(-1)).join(' ')}' ;;`
}

function commandNames(): string[] {
  return commandLine.slice(1).map(({ name }) => name)
}

function wordsOf({ words }: Words): string {
  return Object.keys(words).map(shellWord).join(' ')
}

import {
  allWords,
  type CompletedCommand,
  type CompletedOption,
  type CompletedValue,
  commandLine,
  commandNames,
  filterKeys,
  filterValues,
  type Words,
} from './command-line.ts'
import { fishQuoted } from './quoted.ts'

/** `complete` lines, one an option, and the functions that they ask. */
export function fishScript(): string {
  return `
# Whether this command is being typed: the first word names it.
function __gizwits_tail_on
    set -l words (commandline -opc)
    set -l command tail
    contains -- "$words[2]" ${commandNames.join(' ')}; and set command $words[2]
    test $command = $argv[1]
end

# Whether this many words are there, the program's name among them.
function __gizwits_tail_after
    test (count (commandline -opc)) -eq $argv[1]
end

# Whether one of these options is among the words up to the one at this index, -1 being the last.
function __gizwits_tail_given
    set -l words (commandline -opc)
    set -l given (string replace -r -- '^(--[^=]*)=.*|^(-[^-]).*' '$1$2' $words[2..$argv[1]])
    for name in $argv[2..]
        contains -- $name $given; and return 0
    end
    return 1
end

# The value that is being typed, less the option and the quote it stands behind.
function __gizwits_tail_typed
    commandline -ct | string replace -r -- '^(?:--[^=]*=|-\\w)' '' | string replace -r -- '^["\\']' ''
end

# The words of a kind, each with what it means.
function __gizwits_tail_words
    switch $argv[1]
${allWords.map(wordsCase).join('\n')}
    end
end

# Puts what is there before each word that comes in, where several have commas between; less those that are there.
function __gizwits_tail_list
    set -l before (__gizwits_tail_typed | string match -r -- '^(?:.*,|.*=)')
    set -l given (string replace -r -- '^.*=' '' "$before" | string split ,)
    while read -l word
        contains -- (string replace -r -- '\\t.*' '' $word) $given; or echo -- "$before$word"
    end
end

# A filter's keys, or the values of the key that is there.
function __gizwits_tail_filter
    switch (__gizwits_tail_typed)
${filterValues.map(valuesCase).join('\n')}
        case '*=*'
        case '*'
            __gizwits_tail_words ${filterKeys.id} | string replace \\t =\\t
    end
end

function __gizwits_tail_zones
    string replace -rf '^[^#\\t]+\\t[^\\t]+\\t([^\\t]+).*' '$1' </usr/share/zoneinfo/zone.tab 2>/dev/null
end

complete -c gizwits-tail -e
complete -c gizwits-tail -f
${commandLine.flatMap(completeLines).join('\n')}
`
}

function wordsCase({ id, words }: Words): string {
  const rows = Object.entries(words).map(([word, { about }]) => `${fishQuoted(word)} ${fishQuoted(about)}`)
  return `        case ${id}\n            printf '%s\\t%s\\n' ${rows.join(' \\\n                ')}`
}

function valuesCase([key, { id }]: readonly [string, Words]): string {
  return `        case '${key}=*' '${key}!=*'\n            __gizwits_tail_words ${id} | __gizwits_tail_list`
}

function completeLines({ name, options, words }: CompletedCommand): string[] {
  // The first word is the command's name, but for the tail, which has none.
  const place = name === 'tail' ? 1 : 2
  const condition = `__gizwits_tail_on ${name}; and __gizwits_tail_after ${place}`
  const first = `complete -c gizwits-tail -k -n '${condition}' -a '(__gizwits_tail_words ${name}_word)'`
  return [
    ...(Object.keys(words).length > 0 ? [first] : []),
    ...options.map(option => completeLine(name, option)),
  ]
}

function completeLine(command: string, { names, about, against, repeat, value }: CompletedOption): string {
  const flags = names.map(name => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`))
  // While its value is being typed, an option itself is the last word.
  const givenBy = [
    ...(repeat ? [] : [`__gizwits_tail_given ${value === undefined ? -1 : -2} ${names.join(' ')}`]),
    ...(against.length > 0 ? [`__gizwits_tail_given -1 ${against.join(' ')}`] : []),
  ]
  const condition = [`__gizwits_tail_on ${command}`, ...givenBy.map(given => `not ${given}`)].join('; and ')
  return `complete -c gizwits-tail -n '${condition}' ${flags.join(' ')}${offersOf(value)} -d ${fishQuoted(about)}`
}

function offersOf(value: CompletedValue | undefined): string {
  switch (value?.kind) {
    case undefined:
      return ''
    case 'text':
      return ' -x'
    case 'file':
      return ' -rF'
    case 'zone':
      return " -x -a '(__gizwits_tail_zones)'"
    case 'filter':
      return " -x -k -a '(__gizwits_tail_filter)'"
    case 'word':
      return ` -x -k -a '(__gizwits_tail_words ${value.words.id})'`
    case 'list':
      return ` -x -k -a '(__gizwits_tail_words ${value.words.id} | __gizwits_tail_list)'`
  }
}

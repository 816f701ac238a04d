import { type Shell, withShortNames } from './shell.ts'
import { splitLine } from './split-line.ts'

/**
 * fish sends the words without quotes, but the last one as it is typed. It quotes what it inserts by itself. It asks in
 * a condition, since only that decides between the answer and names of files.
 */
export const fish: Shell = {
  about: 'fish 3.1 or newer',
  script: program => `
function __gizwits_tail_answers
    set -l words (commandline -opc)
    set -l program (string replace -r '^~/' "$HOME/" -- $words[1])
    string match -q '*/gizwits-tail' -- $program; and test -x $program; or set program ${program}
    set -g __gizwits_tail_reply (string join0 -- $words[2..] (commandline -ct) | command $program __complete fish 2>/dev/null)
    test "$__gizwits_tail_reply[1]" != files
end

complete -c gizwits-tail -e
complete -c gizwits-tail -n __gizwits_tail_answers -f -k -a '$__gizwits_tail_reply[2..]'
`,
  answer: (fields, complete) => {
    const { kind, lead, candidates } = complete(fields.slice(0, -1), splitLine(fields.at(-1) ?? '').last)
    return [kind, ...withShortNames(candidates).map(({ word, about }) => `${lead}${word}\t${about}`)]
  },
}

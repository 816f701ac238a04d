import { type Shell, withShortNames } from './shell.ts'

/**
 * zsh sends the words without quotes, the last one up to the cursor. It quotes what it inserts by itself. A candidate
 * is a line with what the menu shows, `name:description`, a tab, and the whole word.
 */
export const zsh: Shell = {
  about: 'zsh 5.1 or newer',
  script: program => `
_gizwits-tail() {
  local program=\${(Q)words[1]/#\\~\\//$HOME/}
  local -a reply shown whole suffix
  [[ $program == */gizwits-tail && -x $program ]] || program=${program}
  reply=("\${(@f)$(print -rN -- "\${(@Q)words[2,CURRENT-1]}" "\${(Q)PREFIX}" | command $program __complete zsh 2>/dev/null)}")
  shown=("\${(@)reply[2,-1]%%$'\\t'*}")
  whole=("\${(@)reply[2,-1]#*$'\\t'}")
  case $reply[1] in
    files*)
      compset -P '-*='
      _files
      return
      ;;
    keys*) suffix=(-S '') ;;
    # The comma goes away where none follows.
    list*) suffix=(-S , -r "\\- \\t\\n'\\"") ;;
  esac
  (( $#whole )) && _describe "\${reply[1]#* }" shown whole "\${(@)suffix}"
}

if [[ $funcstack[1] == _gizwits-tail ]]; then
  _gizwits-tail "$@"
else
  compdef _gizwits-tail gizwits-tail
fi
`,
  answer: (fields, complete) => {
    const { kind, name, lead, candidates } = complete(fields.slice(0, -1), fields.at(-1) ?? '')
    const lines = withShortNames(candidates).map(
      ({ word, about }) => `${escaped(word)}:${escaped(about)}\t${escaped(lead + word)}`,
    )
    return [`${kind} ${name}`, ...lines]
  },
}

/** Escapes what `_describe` gives a meaning. */
function escaped(text: string): string {
  return text.replaceAll(/[\\:]/g, '\\$&')
}

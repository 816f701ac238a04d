import type { Shell } from './shell.ts'
import { type OpenQuote, splitLine } from './split-line.ts'

/**
 * bash sends the line up to the cursor, and the part of its last word that readline replaces: readline also breaks
 * words at the characters of COMP_WORDBREAKS, such as `=` and `:`. The script must also work in bash 3.2, which macOS
 * has. That has no `compopt`: therefore `nospace` is always on, and a candidate brings its own space.
 */
export const bash: Shell = {
  about: 'bash 3.2 or newer',
  script: program => `
_gizwits_tail() {
  local program=$1 reply kind word
  [[ $program == '~/'* ]] && program=$HOME/\${program:2}
  [[ $program == */gizwits-tail && -x $program ]] || program=${program}
  reply=$(printf '%s\\0' "\${COMP_LINE:0:COMP_POINT}" "$2" | command "$program" __complete bash 2>/dev/null)
  COMPREPLY=()
  {
    IFS= read -r kind
    while IFS= read -r word; do COMPREPLY+=("$word"); done
  } <<<"$reply"
  case $kind in
    files) compopt -o default +o nospace ;;
    quoted) compopt +o nospace ;;
  esac 2>/dev/null
}
complete -o nospace -F _gizwits_tail gizwits-tail
# Without compopt, names of files are offered wherever there is nothing else to offer.
((BASH_VERSINFO[0] > 3)) || complete -o nospace -o default -F _gizwits_tail gizwits-tail
`,
  answer: ([line = '', replaced = ''], complete) => {
    const { words, last, openQuote, redirects } = splitLine(line)
    if (redirects) return ['files']
    const { kind, lead, candidates } = complete(words.slice(1), last)
    if (kind === 'files') return ['files']
    // The function that completes after sudo passes such a break itself, readline does not.
    const isBreak = openQuote === '' && /^[=:]+$/.test(replaced)
    const kept = splitLine(line.slice(0, line.length - (isBreak ? 0 : replaced.length)))
    const quoted = kept.openQuote !== ''
    // Within quotes readline closes them first.
    const space = kind === 'keys' || quoted ? '' : ' '
    const texts = candidates
      .map(({ word }) => lead + word)
      .filter(word => word.startsWith(kept.last))
      .map(word => quote(word.slice(kept.last.length), kept.openQuote) + space)
    return [quoted && kind !== 'keys' ? 'quoted' : kind, ...texts]
  },
}

/** Characters that bash gives a meaning, by the quote that is open. `!=` and a `!` at the end recall no history. */
const special: Readonly<Record<OpenQuote, RegExp>> = {
  '': /[^\p{L}\p{N}_@%+=:,./!-]|!(?=[^=])/gu,
  '"': /["$`\\]/g,
  "'": /'/g,
}

function quote(text: string, openQuote: OpenQuote): string {
  return text.replace(special[openQuote], character => (openQuote === "'" ? "'\\''" : `\\${character}`))
}

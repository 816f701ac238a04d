/**
 * What bash asks at a Tab. What is typed is compared, never evaluated: no `eval`, and no `compgen -W`, which
 * expands what it is given. File names are left to readline, which quotes them.
 *
 * It stands on functions that know the tables: `_gizwits_tail_option`, `_command` and `_key`; see `bashScript`.
 * The functions share the variables of `_gizwits_tail`, as bash has it.
 */
export const bashEngine = `
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
  _gizwits_tail_key "$value"
  if [[ $value == *=* ]]; then
    lead+=\${value%%=*}=
    _gizwits_tail_list
  else
    compopt -o nospace 2>/dev/null
    for word in $offers; do _gizwits_tail_offer "$lead$word="; done
  fi
}

_gizwits_tail_zone() {
  local code zone
  while IFS=$'\\t' read -r code _ zone _; do
    [[ $code == '#'* ]] || _gizwits_tail_offer "$lead$zone"
  done 2>/dev/null </usr/share/zoneinfo/zone.tab
}

# Offers what the value of an option can be.
_gizwits_tail_value() {
  local word
  _gizwits_tail_option "$command $option"
  case $takes in
    word) for word in $offers; do _gizwits_tail_offer "$lead$word"; done ;;
    list) _gizwits_tail_list ;;
    filter) _gizwits_tail_filter ;;
    file) compopt -o default 2>/dev/null ;;
    zone) _gizwits_tail_zone ;;
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

# Sets words to what is typed up to the cursor. bash cuts at = and : too: what no blank parts is one word.
_gizwits_tail_cut() {
  local line=$COMP_LINE i piece glued
  for ((i = 0; i <= COMP_CWORD; i++)); do
    piece=\${COMP_WORDS[i]} glued=
    [[ $i -gt 0 && $line == [![:blank:]]* ]] && glued=1
    line=\${line#"\${line%%[![:blank:]]*}"}
    line=\${line#"$piece"}
    [[ $i -eq $COMP_CWORD && $piece != [=:]* ]] && piece=$1
    if [[ $glued ]]; then words[\${#words[@]} - 1]+=$piece; else words+=("$piece"); fi
  done
}

# Passes the words before the last: adds to barred, and sets option where the last is to be its value.
_gizwits_tail_pass() {
  local word
  for word in "$@"; do
    if [[ $option ]]; then
      option=
      continue
    fi
    case $word in
      --) return 1 ;;
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
}

_gizwits_tail() {
  local IFS=$' \\t\\n' words=() command=tail option='' lead='' barred=' ' takes offers bars first names word
  COMPREPLY=()
  _gizwits_tail_cut "$2"
  local start=1 last=$((\${#words[@]} - 1))
  local typed=\${words[last]}
  local kept=\${typed%"$2"}
  if ((last > 1)) && [[ \${words[1]} != tail ]] && _gizwits_tail_command "\${words[1]}"; then
    command=\${words[1]} start=2
  fi
  _gizwits_tail_pass "\${words[@]:start:last-start}" || return 0

  if [[ ! $option ]]; then
    case $typed in
      --*=*) option=\${typed%%=*} lead=\${typed%%=*}= ;;
      -[!-]*)
        _gizwits_tail_cluster "$typed"
        # A word that needs nothing more, or whose value is the next.
        [[ $option && $lead != "$typed" ]] || COMPREPLY=("\${typed#"$kept"}") option=
        [[ $option ]] || return 0
        ;;
    esac
  fi
  if [[ $option ]]; then
    _gizwits_tail_value
    return 0
  fi

  _gizwits_tail_command "$command"
  if ((start == last)) && [[ $typed != -* ]]; then
    for word in $first; do _gizwits_tail_offer "$word"; done
  fi
  [[ $typed == -* || ! $typed && \${#COMPREPLY[@]} -eq 0 ]] || return 0
  for word in $names; do
    [[ $barred == *" $word "* ]] || _gizwits_tail_offer "$word"
  done
}

complete -F _gizwits_tail gizwits-tail
`

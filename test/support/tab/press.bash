# Read by an interactive bash before the lines that a test types: readline takes Tabs from a pipe as from a terminal.
PS1='' PS2=''
gizwits-tail() {
  printf '%s\n' "$@" "<end>" >>"$RAN"
}
source "$SCRIPT"

_probe() {
  _gizwits_tail "$@"
  printf '%s\n' "${COMPREPLY[@]}" "<end>" >>"$OFFERED"
}
complete -F _probe gizwits-tail

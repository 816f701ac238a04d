# Read by an interactive zsh before the lines that a test types.
PS1=''
autoload -Uz compinit
compinit -u -D
source $SCRIPT

gizwits-tail() { print -rl -- "$@" "<end>" >>$RAN }

# As zsh's own, which also notes what it is given to offer.
compadd() {
  local -a hits shown
  local at=${@[(I)-d]}
  if [[ ${@[1,(i)(-|--)]} != *-(O|A|D)\ * ]]; then
    (( at )) && shown=(${(P)@[at+1]})
    builtin compadd -A hits -D shown "$@"
    print -rl -- $hits >>$OFFERED
    print -rl -- $shown >>$SHOWN
  fi
  builtin compadd "$@"
}
probe() {
  _main_complete
  print "<end>" >>$OFFERED
}
zle -C probe complete-word probe
bindkey '^I' probe

zle-line-init() { print -r "<ready $((++ready))>" >/dev/tty }
zle -N zle-line-init

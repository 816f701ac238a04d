# Types each argument into an interactive zsh on a terminal of its own.
zmodload zsh/zpty
# Wide enough for every line of a menu.
zpty z 'stty cols 200; exec zsh -f -i'

# Lines are typed only once zle has the terminal: before that, the kernel would edit them.
until_ready() {
  local said
  zpty -r z said "*<ready $1>*"
}

setup() {
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
}

zpty -w z "$(functions setup); setup"
until_ready 1
for ((i = 1; i <= $#; i++)); do
  zpty -w -n z $argv[i]$'\n'
  until_ready $((i + 1))
done
zpty -d z

# Types each argument but the first into the shell that the first starts, on a terminal of its own.
zmodload zsh/zpty
# Wide enough for every line of a menu.
zpty z "stty cols 200; exec $1"

# Lines are typed only once the shell edits them: before that, the kernel would.
until_ready() {
  local said
  zpty -r z said "*<ready $1>*"
}

until_ready 1
for ((i = 2; i <= $#; i++)); do
  zpty -w -n z $argv[i]$'\n'
  until_ready $i
done
zpty -d z

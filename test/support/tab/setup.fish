# Read by an interactive fish before the lines that a test types.
function gizwits-tail
    printf '%s\n' $argv '<end>' >>$RAN
end
source $SCRIPT

set -g ready 0
function fish_prompt
    set ready (math $ready + 1)
    echo "<ready $ready>"
end

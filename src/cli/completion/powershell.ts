/**
 * Runs the program at each Tab: `__complete`, then the words before the one that is typed, then that one after a `=`,
 * for PowerShell 5 drops arguments that are empty. Each line of the answer is a word and what it means, and the last
 * one is `:files` where a file's name may stand: PowerShell offers those itself where nothing else is offered.
 */
export function powershellScript(): string {
  return `
Register-ArgumentCompleter -Native -CommandName gizwits-tail, gizwits-tail.exe -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $before = @($commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        ForEach-Object { if ($null -ne $_.Value) { $_.Value } else { $_.ToString() } })
    $typed = $wordToComplete -replace '^["'']', ''
    & $commandAst.GetCommandName() __complete @before "=$typed" 2>$null |
        Where-Object { $_ -notlike ':*' } |
        ForEach-Object {
            $word, $about = $_ -split "\`t", 2
            if (-not $about) { $about = $word }
            # What PowerShell would give a meaning stands in quotes.
            $text = if ($word -match '[^\\w=./:%+-]') { "'" + $word.Replace("'", "''") + "'" } else { $word }
            [System.Management.Automation.CompletionResult]::new($text, $word, 'ParameterValue', $about)
        }
}
`
}

import type { Shell } from './shell.ts'

/**
 * PowerShell passes the words as arguments, the last one after a `=`, because PowerShell 5 drops empty arguments. A
 * candidate is a line with the text to insert, the word and its description. PowerShell offers names of files by itself
 * if nothing else is offered.
 */
export const powershell: Shell = {
  about: 'PowerShell 5.1 or newer',
  script: () => `
Register-ArgumentCompleter -Native -CommandName gizwits-tail, gizwits-tail.exe -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $before = @($commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        ForEach-Object { if ($null -ne $_.Value) { $_.Value } else { $_.ToString() } })
    $typed = $wordToComplete -replace '^["'']', ''
    & $commandAst.GetCommandName() __complete powershell @before "=$typed" 2>$null | ForEach-Object {
        $text, $word, $about = $_ -split "\`t"
        [System.Management.Automation.CompletionResult]::new($text, $word, 'ParameterValue', $about)
    }
}
`,
  answer: (fields, complete) => {
    const { lead, candidates } = complete(fields.slice(0, -1), fields.at(-1)?.replace(/^=/, '') ?? '')
    // PowerShell takes no empty description.
    return candidates.map(({ word, about }) => `${quoted(lead + word)}\t${lead}${word}\t${about || word}`)
  },
}

function quoted(word: string): string {
  return /^[\w=./:%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "''")}'`
}

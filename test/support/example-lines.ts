import { readFileSync } from 'node:fs'

/** How a test uses a documented command line. */
export type ExampleUse =
  /** Run by a shell, and must print something. */
  | { readonly kind: 'run' }
  | { readonly kind: 'skip'; readonly reason: string }
  /** It is not decided yet what to do with it. */
  | { readonly kind: 'unknown' }

/** Lines with `gizwits-tail` that are not run, by their beginning. */
const skipped: readonly (readonly [beginning: RegExp, reason: string])[] = [
  [/^(npm|npx) /, 'installs or runs a package, as npm-package.test.ts does'],
  [/^\.\/\S*gizwits-tail\S*/, 'runs the program of an archive'],
  [/^sh scripts\/install\.sh /, 'installs a release, as install.test.ts does'],
  [/^(git|cd) /, 'is about a clone of the repository'],
  [/^man /, 'shows the manual, as man-page.test.ts does'],
]

/** Returns the command lines with `gizwits-tail` in the shell blocks of a Markdown file, with continued lines joined. */
export function exampleLines(file: string): string[] {
  const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')
  return [...text.matchAll(/^```(?:sh|bash|shell)\r?\n([\s\S]*?)^```/gm)]
    .flatMap(([, block]) => block!.replace(/\\\r?\n\s*/g, ' ').split(/\r?\n/))
    .filter(line => !/^\s*#/.test(line) && line.includes('gizwits-tail'))
}

/** Decides by the first word after assignments of variables. */
export function useOf(line: string): ExampleUse {
  const command = line.trim().replace(/^(?:\w+=(?:'[^']*'|"[^"]*"|\S*)\s+)+/, '')
  if (/^gizwits-tail --exec /.test(command))
    return { kind: 'skip', reason: 'needs an engine, as engines.test.ts starts them' }
  if (/^gizwits-tail(\s|$)/.test(command)) return { kind: 'run' }
  const skip = skipped.find(([beginning]) => beginning.test(command))
  return skip ? { kind: 'skip', reason: skip[1] } : { kind: 'unknown' }
}

/** Returns the file that a line redirects its output to; undefined if it writes to stdout. */
export function outputFile(line: string): string | undefined {
  return /(?:^|\s)>>?\s*([~\w./-]+)\s*(?:#.*)?$/.exec(line)?.[1]
}

/** Returns the block of a Markdown file that begins with a comment of its name, such as `-- xadd.lua`. */
export function fileBlock(file: string, name: string): string {
  const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')
  const block = [...text.matchAll(/^ *```\w*\r?\n([\s\S]*?)^ *```/gm)].find(([, inside]) =>
    inside!.split(/\r?\n/, 1)[0]!.endsWith(` ${name}`),
  )
  if (!block) throw new Error(`${file} has no block for ${name}`)
  return block[1]!.replace(/^ +/gm, '')
}

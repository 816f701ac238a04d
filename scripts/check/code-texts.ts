/** A string or template in code. */
export interface CodeText {
  /** Without quotes and escapes; a substitution is `{}`. */
  readonly text: string
  /** From 1 on. */
  readonly line: number
  /** The code before it, from the innermost bracket that is open, without comments and with one space for each gap. */
  readonly before: string
  /** What the innermost parenthesis belongs to, as `new Failure` or `log.info`; empty if another bracket is inside it. */
  readonly callee: string
  /** The code after it on the same line. */
  readonly after: string
}

const tokens =
  /(?<gap>\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)|(?<string>'(?:\\[\s\S]|[^'\\])*'|"(?:\\[\s\S]|[^"\\])*")|(?<word>[\w$]+)|(?<sign>[\s\S])/gy
const regexLiteral = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/y
/** What a slash divides, rather than begins a regular expression. */
const operand = /(?:[\w$)\]}]|['"`])$/
const keyword = /\b(?:return|typeof|case|in|of|await|yield)$/
const calleeForm = /(?:\bnew )?[\w$.?]+$/

/** Returns all strings and templates of a file, those in substitutions too; it may be TypeScript or JavaScript. */
export function codeTexts(code: string): CodeText[] {
  const found: CodeText[] = []
  readCode(code, 0, found)
  return found
}

interface Bracket {
  readonly sign: string
  readonly callee: string
  before: string
}

/** Reads code up to its end, or to the brace that closes it. Returns where it ends. */
function readCode(code: string, from: number, found: CodeText[]): number {
  const brackets: Bracket[] = [{ sign: '', callee: '', before: '' }]
  let at = from
  const add = (text: string, end: number) => {
    const { before, callee, sign } = brackets.at(-1)!
    const line = code.slice(0, at).split('\n').length
    const after = /.*/y
    after.lastIndex = end
    found.push({ text, line, before, callee: sign === '(' ? callee : '', after: after.exec(code)![0] })
    brackets.at(-1)!.before += "''"
    at = end
  }
  while (at < code.length) {
    const inner = brackets.at(-1)!
    tokens.lastIndex = at
    const { gap, string, word, sign } = tokens.exec(code)!.groups!
    if (gap !== undefined) {
      if (!inner.before.endsWith(' ')) inner.before += ' '
      at += gap.length
    } else if (string !== undefined) add(unescaped(string.slice(1, -1)), at + string.length)
    else if (word !== undefined) {
      inner.before += word
      at += word.length
    } else if (sign === '`') {
      const { text, end } = readTemplate(code, at + 1, found)
      add(text, end)
    } else if (sign === '/' && isRegex(inner.before)) {
      regexLiteral.lastIndex = at
      const literal = regexLiteral.exec(code)
      inner.before += "''"
      at += literal ? literal[0].length : 1
    } else {
      at++
      if ('([{'.includes(sign!)) {
        const callee = calleeForm.exec(inner.before.trimEnd())?.[0] ?? ''
        brackets.push({ sign: sign!, callee, before: '' })
      } else if (')]}'.includes(sign!)) {
        if (brackets.length === 1) return at
        brackets.pop()
        brackets.at(-1)!.before += `${sign}`
      } else inner.before += sign
    }
  }
  return at
}

function isRegex(before: string): boolean {
  const text = before.trimEnd()
  return !operand.test(text) || keyword.test(text)
}

function readTemplate(code: string, from: number, found: CodeText[]) {
  let text = ''
  let at = from
  while (code[at] !== '`') {
    if (code[at] === '$' && code[at + 1] === '{') {
      text += '{}'
      at = readCode(code, at + 2, found)
      continue
    }
    const length = code[at] === '\\' ? 2 : 1
    text += unescaped(code.slice(at, at + length))
    at += length
  }
  return { text, end: at + 1 }
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' }

function unescaped(text: string): string {
  return text.replace(/\\([\s\S])/g, (_, sign: string) => escapes[sign] ?? sign)
}

/** Returns the code of an ASCII character. */
export function code(character: string): number {
  return character.charCodeAt(0)
}

/** The byte that a letter after a backslash stands for, in JSON and C. */
export const letterEscapes = new Map(
  Object.entries({ n: 10, r: 13, t: 9, b: 8, f: 12, v: 11, a: 7, e: 27 }).map(([c, byte]) => [code(c), byte]),
)

/** The ASCII characters by their names in HTML. */
export const entities: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", sol: '/', bsol: '\\', plus: '+', equals: '=' },
  ...{ percnt: '%', num: '#', dollar: '$', excl: '!', quest: '?', commat: '@', colon: ':', semi: ';' },
  ...{ comma: ',', period: '.', lpar: '(', rpar: ')', lsqb: '[', lbrack: '[', rsqb: ']', rbrack: ']' },
  ...{ lcub: '{', lbrace: '{', rcub: '}', rbrace: '}', ast: '*', midast: '*', Hat: '^', lowbar: '_' },
  ...{ grave: '`', vert: '|', verbar: '|', Tab: '\t', NewLine: '\n' },
}

/** The value of each byte as a hexadecimal digit; 16 if it is not one. */
export const hexValues = Uint8Array.from({ length: 256 }, (_, byte) =>
  /[0-9a-f]/i.test(String.fromCharCode(byte)) ? Number.parseInt(String.fromCharCode(byte), 16) : 16,
)

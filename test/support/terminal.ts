import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'

const script = '/usr/bin/script'
const bin = new URL('../../bin/gizwits-tail.cjs', import.meta.url).pathname

/** Whether there is what makes terminals here. */
export const terminals = existsSync(script) && process.platform === 'linux'

interface Terminal {
  /** Cells of its width; 0: it does not say. */
  readonly columns?: number
  /** The shell's command around the program's own. */
  readonly shell?: (command: string) => string
}

/** What to do once text is seen: press keys, or anything else, given all that was seen so far. */
export type Step = readonly [seen: string, then: string | ((screen: string) => void)]

/** The real program on a terminal of its own; what it shows, step by step. A step looks behind the one before it. */
export function onTerminal(
  args: readonly string[],
  steps: readonly Step[] = [],
  { columns = 100, shell = command => command }: Terminal = {},
): Promise<{ screen: string; code: number | null }> {
  const words = [process.execPath, bin, ...args].map(word => `'${word}'`).join(' ')
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(script, ['-qefc', `stty cols ${columns} rows 40; ${shell(words)}`, '/dev/null'], {
    env: { PATH, HOME, TERM: 'xterm-256color', SHELL: '/bin/sh' },
  })
  let screen = ''
  let from = 0
  const left = [...steps]
  child.stdout.setEncoding('utf8').on('data', text => {
    screen += text
    while (left[0] && screen.includes(left[0][0], from)) {
      const [seen, then] = left.shift()!
      from = screen.indexOf(seen, from) + seen.length
      if (typeof then === 'string') child.stdin.write(then)
      else then(screen)
    }
  })
  return new Promise(resolve => {
    child.on('close', code => resolve({ screen, code }))
  })
}

import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'

const script = '/usr/bin/script'
const bin = new URL('../../bin/gizwits-tail.cjs', import.meta.url).pathname

/** Whether terminals can be created here. */
export const terminals = existsSync(script) && process.platform === 'linux'

interface Terminal {
  /** The width in cells; 0 if the terminal does not report it. */
  readonly columns?: number
  /** The shell command around the command of the program. */
  readonly shell?: (command: string) => string
}

/** What to do once text is seen: type keys, or call a function with all text seen so far. */
export type Step = readonly [seen: string, then: string | ((screen: string) => void)]

/** Runs the real program on a terminal. Each step waits for text after that of the step before. */
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

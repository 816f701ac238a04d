import type { Clock } from '../base/clock.ts'

/** The part of `node:v8` that is used. */
export interface V8 {
  getHeapSpaceStatistics(): readonly {
    readonly space_name: string
    readonly space_used_size: number
    readonly space_available_size: number
  }[]
  setFlagsFromString(flag: string): void
}

/** The part of `process` that is used. */
interface NodeProcess {
  readonly versions: { readonly node: string }
  readonly execArgv: readonly string[]
  readonly env: NodeJS.ProcessEnv
}

/**
 * Bytes from which on the area of new objects is not to grow; there is a second one. It doubles from 1 MB on, of which the
 * headers of its pages are not counted, so it ends at 4 MB. With 8 MB, a run takes 3 % less processor time and some 15 MB
 * more.
 */
const enough = 3.5 * 1024 * 1024
/**
 * How much the old generation may grow before garbage is collected there, as a part of what was alive the last time. V8
 * itself chooses up to four times as much.
 */
const oldGrowth = '--heap-growing-percent=25'
/** Milliseconds between two checks. */
const interval = 50
/** The newest version of Node in which the flags were tried: V8 prints an error for a flag that it does not know. */
const newestNode = 26

/**
 * Returns a function, to be called often, that keeps V8's heap small. Left alone, the young generation grows to 2 × 16 MB,
 * or 2 × 32 MB in Node 24, and the old one by 50 MB, though nearly all that this program allocates is garbage at once.
 * Neither can be given a limit once the process has started; but the factors by which they grow are read whenever they
 * do. The young generation shrinks when there is little to do, and may grow again after that.
 *
 * Does nothing if whoever started Node chose such factors or sizes. This is for the program alone, since it affects the
 * whole process.
 *
 * @param load loads V8's functions, once, when they are first needed: at the start it would delay the first event
 */
export function limitHeap(
  clock: Pick<Clock, 'now'>,
  node: NodeProcess,
  load: () => Promise<V8> = () => import('node:v8'),
): () => void {
  if (Number.parseInt(node.versions.node, 10) > newestNode || hasChosenSize(node)) return () => {}
  let v8: V8 | undefined
  let isLoading = false
  let mayGrow = true
  let next = clock.now() + interval
  return () => {
    const now = clock.now()
    if (now < next) return
    next = now + interval
    if (v8) limitYoung(v8)
    else if (!isLoading) {
      isLoading = true
      void load().then(loaded => {
        v8 = loaded
        v8.setFlagsFromString(oldGrowth)
        limitYoung(v8)
      })
    }
  }

  function limitYoung({ getHeapSpaceStatistics, setFlagsFromString }: V8): void {
    const space = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')
    if (!space) return
    const isSmall = space.space_used_size + space.space_available_size < enough
    if (isSmall === mayGrow) return
    mayGrow = isSmall
    setFlagsFromString(`--semi-space-growth-factor=${mayGrow ? 2 : 1}`)
  }
}

function hasChosenSize({ execArgv, env }: NodeProcess): boolean {
  return /semi[-_]space|heap[-_]growing/.test([...execArgv, env.NODE_OPTIONS].join(' '))
}

import { grouped } from '../base/grouped.ts'
import { say } from '../language/say.ts'
import type { Notice } from '../replay/notice.ts'
import type { Console } from './console.ts'

type Kind = Notice['kind']

/** The lines of a file that are warned of one by one. */
const mostWarned = 3
/** Milliseconds. Shorter waits for the next event are not worth a word. */
const leastWait = 1000

/** Reports to a person what is wrong with a recording, and counts it. */
export class ReplayReporter {
  private readonly log: Console
  private readonly counts: Record<Kind, number> = {
    'no-event': 0,
    'too-long': 0,
    cut: 0,
    truncated: 0,
    replaced: 0,
    end: 0,
  }
  /** Warnings about each file. */
  private readonly warned = new Map<string, number>()

  constructor(log: Console) {
    this.log = log
  }

  readonly report = (notice: Notice): void => {
    const { log } = this
    const { file, kind } = notice
    this.counts[kind]++
    switch (kind) {
      case 'no-event':
      case 'too-long': {
        const warned = (this.warned.get(file) ?? 0) + 1
        this.warned.set(file, warned)
        if (warned <= mostWarned)
          log.warn(
            say('{place}: {what}; passed over: {text}', {
              place: `${file}:${notice.line}`,
              what: say(passedOver[kind]),
              text: notice.text,
            }),
          )
        break
      }
      case 'cut':
        log.warn(notice.text)
        break
      case 'truncated':
        log.info(say('{file} was truncated; reading it from the start', { file }))
        break
      case 'replaced':
        log.info(say('{file} was replaced; reading the new one', { file }))
        break
      case 'end':
        if (notice.passedOver > mostWarned)
          log.warn(say('{file}: {n} lines in all were passed over', { file, n: grouped(notice.passedOver) }))
        if (notice.events === 0 && notice.passedOver > 0)
          log.hint(say('A recording has one event per line, as --json and --record write them.'))
        this.warned.delete(file)
    }
  }

  /** Shows how long it is until the next event; undefined once it is due. */
  readonly waiting = (ms: number | undefined): void => {
    if (ms === undefined) this.log.idle()
    else if (ms >= leastWait) this.log.countDown(ms, left => say('next event in {left}', { left }))
  }

  /** What was passed over, and how often, for the summary. */
  get passedOver(): [what: string, count: number][] {
    const { counts } = this
    return [
      [say('lines that are not events'), counts['no-event']],
      [say('lines over --max-line'), counts['too-long']],
      [say('files that are cut at their end'), counts.cut],
    ]
  }
}

const passedOver = { 'no-event': 'not an event', 'too-long': 'longer than --max-line' } as const

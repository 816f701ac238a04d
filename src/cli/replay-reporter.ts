import { grouped } from '../base/grouped.ts'
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
          log.warn(`${file}:${notice.line}: ${passedOver[kind]}; passed over: ${notice.text}`)
        break
      }
      case 'cut':
        log.warn(`${file} ends ${notice.text}`)
        break
      case 'truncated':
        log.info(`${file} was truncated; reading it from the start`)
        break
      case 'replaced':
        log.info(`${file} was replaced; reading the new one`)
        break
      case 'end':
        if (notice.passedOver > mostWarned)
          log.warn(`${file}: ${grouped(notice.passedOver)} lines in all were passed over`)
        if (notice.events === 0 && notice.passedOver > 0)
          log.hint('A recording has one event per line, as --json and --record write them.')
        this.warned.delete(file)
    }
  }

  /** Shows how long it is until the next event; undefined once it is due. */
  readonly waiting = (ms: number | undefined): void => {
    if (ms === undefined) this.log.idle()
    else if (ms >= leastWait) this.log.countDown(ms, left => `next event in ${left}`)
  }

  /** What was passed over, and how often, for the summary. */
  get passedOver(): [what: string, count: number][] {
    const { counts } = this
    return [
      ['lines that are not events', counts['no-event']],
      ['lines over --max-line', counts['too-long']],
      ['files that are cut at their end', counts.cut],
    ]
  }
}

const passedOver = { 'no-event': 'not an event', 'too-long': 'longer than --max-line' } as const

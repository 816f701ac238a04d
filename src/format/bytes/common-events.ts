import { viewOf } from '../../base/view-of.ts'
import { type Words, wordsOf } from '../../base/words.ts'
import type { Event } from '../../event/event.ts'
import type { EventTypeName } from '../../event/event-map.ts'
import { member } from '../../wire/push-members.ts'
import type { ColumnCell } from '../column.ts'
import type { Columns } from '../columns.ts'
import { eventStyle } from '../event-styles.ts'
import { renderers, renderHistory } from '../render-event.ts'
import type { Rendering } from '../rendering.ts'
import type { TextMask } from '../text-mask.ts'
import { AlarmPart } from './alarm-part.ts'
import type { ByteLine } from './byte-line.ts'
import { type ByteSuffix, valueStyles } from './byte-suffix.ts'
import { DevicePart } from './device-part.ts'
import { MemberName } from './member-name.ts'
import { MemberScan } from './member-scan.ts'
import { OfflinePart } from './offline-part.ts'
import { OnlinePart } from './online-part.ts'
import type { PayloadPart } from './payload-part.ts'
import { RawPart } from './raw-part.ts'
import { RestPart } from './rest-part.ts'
import { StatusPart } from './status-part.ts'
import type { TimeColumn } from './time-column.ts'

/** The `value` of an alarm that is cleared, and of one that is raised. */
const [clearedValue, raisedValue] = [0, 1] as const

interface Parts {
  readonly line: ByteLine
  readonly suffix: ByteSuffix
  readonly columns: Columns
  readonly mask: TextMask
  readonly time: TimeColumn
  readonly how: Rendering
}

/** What a line of a type consists of, besides the columns of time and device. */
interface Kind {
  readonly column: Words
  /** The column of an alarm that is cleared. */
  readonly cleared: Words
  readonly payload: PayloadPart
  readonly rest: RestPart
}

/** Puts the events of the most common types from the bytes of their lines, without parsing them. */
export class CommonEvents {
  private readonly parts: Parts
  private readonly kinds: ReadonlyMap<string, Kind>
  private readonly device: DevicePart

  constructor(parts: Parts) {
    const { suffix, columns, how } = parts
    const styles = valueStyles(suffix.theme)
    const nameOf = (key: Uint8Array, text: string) => new MemberName(key, text, suffix.labelOf(text), styles)
    const members = new MemberScan(nameOf)
    const kind = (type: EventTypeName, payload: PayloadPart): readonly [string, Kind] => {
      const columnOf = (value: number) => {
        const cell = columns.event.cell({ type, style: eventStyle(type, { value }) })
        return columnWords(cell, columns.event.width + columns.gap)
      }
      const [column, cleared] = [columnOf(raisedValue), columnOf(clearedValue)]
      const rest = new RestPart(suffix, members, renderers[type].shown, nameOf, payload.scanner)
      return [type, { column, cleared, payload, rest }]
    }
    this.parts = parts
    this.device = new DevicePart(parts.line, columns, suffix.theme, parts.mask)
    this.kinds = new Map([
      kind('device_status_kv', new StatusPart(suffix, new MemberScan(nameOf), how)),
      kind('device_status_raw', new RawPart(suffix, how)),
      kind('attr_alert', new AlarmPart('attr_alert', suffix)),
      kind('attr_fault', new AlarmPart('attr_fault', suffix)),
      kind('device_online', new OnlinePart(suffix, nameOf)),
      kind('device_offline', new OfflinePart(suffix)),
    ])
  }

  /**
   * Puts an event, but for its lag; returns false, and puts nothing, if it must be read in another way.
   *
   * @param happened milliseconds since 1970
   */
  put(event: Event, happened: number): boolean {
    const { push, history } = event
    const kind = this.kinds.get(event.type)
    if (!kind) return false
    const { bytes } = push
    const view = viewOf(bytes)
    if (!this.device.read(bytes, view, push.from(member.did), push.to(member.did))) return false
    const { payload, rest } = kind
    if (!payload.read(event, view) || !rest.read(push, view)) return false
    const { line, suffix, time } = this.parts
    time.put(line, happened)
    line.putWords(payload.isCleared ? kind.cleared : kind.column)
    this.device.put()
    suffix.begin()
    if (history) renderHistory(history, suffix)
    payload.put(event, view)
    rest.put(push, view)
    return true
  }
}

/** Returns a cell and the spaces after it. @param width of both, in cells */
function columnWords({ painted, cells }: ColumnCell, width: number): Words {
  return wordsOf(Buffer.from(painted + ' '.repeat(width - cells)))
}

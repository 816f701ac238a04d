import type { ObjectScanner } from '../../wire/object-scanner.ts'
import type { Push } from '../../wire/push.ts'
import { pushMembers } from '../../wire/push-members.ts'
import { asUsual, type ByteSuffix } from './byte-suffix.ts'
import type { MemberName } from './member-name.ts'
import type { MemberScan } from './member-scan.ts'

/** Puts the members of an event that neither its columns nor its payload show: most events have none. */
export class RestPart {
  private readonly suffix: ByteSuffix
  private readonly members: MemberScan
  private readonly shown: ReadonlySet<string>
  /** The main members that are put, by index. */
  private readonly main: readonly (readonly [index: number, name: MemberName])[]
  private readonly scanner: ObjectScanner | undefined
  private hasOthers = false

  /**
   * @param members scans events that have other than main members
   * @param shown the members to leave out
   * @param scanner has scanned the line, if it finds more of them than those of every push
   */
  constructor(
    suffix: ByteSuffix,
    members: MemberScan,
    shown: ReadonlySet<string>,
    nameOf: (key: Uint8Array, text: string) => MemberName,
    scanner: ObjectScanner | undefined,
  ) {
    this.scanner = scanner
    this.suffix = suffix
    this.members = members
    this.shown = shown
    this.main = [...pushMembers.entries()]
      .filter(([, name]) => !shown.has(name))
      .map(([i, name]) => [i, nameOf(Buffer.from(`${name}":`), name)])
  }

  /** Reads which members there are; returns false if they must be read in another way. */
  read(push: Push, view: DataView): boolean {
    this.hasOthers = push.hasOthers && (!this.scanner || this.scanner.hasOthers)
    return !this.hasOthers || this.members.scan(push.bytes, view, push.start) === push.end
  }

  put(push: Push, view: DataView): void {
    if (this.hasOthers) this.putAll(push, view)
    else this.putMain(push, view)
  }

  private putMain(push: Push, view: DataView): void {
    let count = 0
    for (let i = 0; i < this.main.length; i++) if (push.from(this.main[i]![0]) >= 0) count++
    if (count === 0) return
    const found = this.main.filter(([i]) => push.from(i) >= 0).sort(([a], [b]) => push.from(a) - push.from(b))
    for (const [i, name] of found)
      this.suffix.token(name, asUsual, push.bytes, view, push.from(i), push.to(i))
  }

  private putAll({ bytes }: Push, view: DataView): void {
    const { suffix, shown } = this
    const { names, from, to, count } = this.members
    for (let i = 0; i < count; i++)
      if (!shown.has(names[i]!.text)) suffix.token(names[i]!, asUsual, bytes, view, from[i]!, to[i]!)
  }
}

import type { Reader } from '../app/reader.ts'
import type { Clock } from '../base/clock.ts'
import type { DefinitionSet } from '../datapoints/definition-set.ts'
import type { DeviceTable } from '../devices/device-table.ts'
import { Unpacker } from '../event/packed-event.ts'
import { compileFilters, type Keep } from '../filter/filter.ts'
import { AttributeLabels } from '../format/attribute-labels.ts'
import { createPayloadLine } from '../format/payload-line.ts'
import { createPretty } from '../format/pretty.ts'
import { noMask } from '../format/text-mask.ts'
import type { Theme } from '../format/theme.ts'
import { bareOrQuoted } from '../format/value-text.ts'
import { neverBlock } from '../output/never-block.ts'
import { viewGlyphs } from '../view/glyphs.ts'
import type { ViewTime } from '../view/view-time.ts'
import { Viewport } from '../view/viewport.ts'
import { Watch } from '../view/watch.ts'
import { glyphSet } from './glyph-set.ts'
import type { RunConfig } from './run-config.ts'
import type { SecretMask } from './secret-mask.ts'

type Process = Pick<NodeJS.Process, 'stdout' | 'platform' | 'env'>

export interface WatchParts {
  /** Reads events again that were kept as bytes. */
  readonly read: Reader
  readonly definitions: DefinitionSet | undefined
  /** The events that stand out on the screen of a device. */
  readonly highlight?: Keep | undefined
  readonly mask: SecretMask | undefined
  readonly theme: Theme
  readonly live: boolean
  readonly devices: DeviceTable
  readonly clock: Clock
  readonly time: ViewTime
}

/** Makes the live view of a run. It takes the terminal when it is opened. */
export async function createWatch(
  { time, timeZone, diff }: Pick<RunConfig, 'time' | 'timeZone' | 'diff'>,
  { read, definitions, highlight, mask = undefined, theme, live, devices, clock, time: viewTime }: WatchParts,
  { stdout, platform, env }: Process,
): Promise<Watch> {
  neverBlock(stdout, platform)
  const glyphs = glyphSet(platform, env)
  const hide = mask ?? noMask
  const labels = new AttributeLabels(definitions, theme, hide)
  const made = { theme, glyphs, mask, definitions, diff, live, time, timeZone }
  const unpacker = new Unpacker(push => read({ push, acked: false }))
  const payloadLine = createPayloadLine(made)
  // Kept events are shown as they were when they came.
  let receivedAt = 0
  let width = 0
  const pretty = await createPretty({ ...made, highlight, columns: () => width, wall: () => receivedAt })
  return new Watch({
    clock,
    time: viewTime,
    viewport: new Viewport(stdout),
    context: {
      theme,
      glyphSet: glyphs,
      glyphs: viewGlyphs[glyphs],
      mask: hide,
      payload: (packed, cells) => payloadLine(unpacker.unpack(packed).event, cells),
      label: (productKey, name) =>
        labels.of(productKey)?.get(name)?.text.slice(0, -1) ?? hide.hide(bareOrQuoted(name)),
      devices,
    },
    unpacker,
    showEvent: ({ event, at }, columns) => {
      receivedAt = time === 'relative' ? viewTime.wall() : at
      width = columns
      return String(pretty(event))
    },
    compile: filter => compileFilters([filter], ['filter']),
  })
}

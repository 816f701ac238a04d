import { type Format, type FormatContext, type FormatName, formats } from '../format/formats.ts'
import { isStdoutContinued } from '../output/stdout-sink.ts'
import { glyphSet } from './glyph-set.ts'
import type { RunConfig } from './run-config.ts'

/** The width of the terminal that stdout is; undefined if it is none. */
export function terminalColumns(): number | undefined {
  const { stdout } = process
  return stdout.isTTY ? (stdout.columns ?? 0) : undefined
}

/** Creates a format by the options of a run. */
export function createFormat(
  name: FormatName,
  config: RunConfig,
  made: Pick<FormatContext, 'definitions' | 'highlight' | 'mask' | 'theme' | 'live' | 'wall' | 'columns'>,
): Promise<Format> {
  const { env, platform } = process
  const { time, timeZone, wrap, diff, enrich, template, fields } = config
  return formats[name].create({
    ...made,
    glyphs: glyphSet(platform, env),
    time,
    timeZone,
    wrap,
    diff,
    enrich,
    template,
    fields,
    isContinued: isStdoutContinued(),
  })
}

import { fstatSync } from 'node:fs'
import { FileSink } from './file-sink.ts'
import { neverBlock } from './never-block.ts'
import type { Sink } from './sink.ts'
import { StreamSink } from './stream-sink.ts'

/** The sink for this process's stdout, whatever the shell has put there. */
export function stdoutSink(): Sink {
  if (process.stdout.isTTY) {
    neverBlock(process.stdout)
    return new StreamSink(process.stdout)
  }
  const kind = fstatSync(1)
  const flows = kind.isFIFO() || kind.isSocket()
  return flows || process.platform === 'win32' ? new StreamSink(process.stdout) : new FileSink(1)
}

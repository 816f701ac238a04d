import { closeSync, fstatSync } from 'node:fs'
import { isatty } from 'node:tty'

/**
 * When Node exits it restores the settings of its terminal, and aborts where it cannot because the terminal is
 * gone: a closed window would leave a core file instead of an exit code. It passes over closed descriptors.
 */
export function closeLostTerminals(): void {
  for (const fd of [0, 1, 2]) {
    try {
      // What was a terminal is still a character device. So is /dev/null, which nobody needs any more either.
      if (fstatSync(fd).isCharacterDevice() && !isatty(fd)) closeSync(fd)
    } catch {
      // Closed already.
    }
  }
}

import { closeSync, fstatSync } from 'node:fs'
import { isatty } from 'node:tty'

/**
 * Closes the descriptors of a terminal that is gone. When Node exits, it restores the settings of its terminal and aborts
 * if that fails: closing a window would leave a core file instead of an exit code. Node skips closed descriptors.
 */
export function closeLostTerminals(): void {
  for (const fd of [0, 1, 2]) {
    try {
      // What was a terminal is still a character device. So is /dev/null, which is no longer needed either.
      if (fstatSync(fd).isCharacterDevice() && !isatty(fd)) closeSync(fd)
    } catch {
      // Already closed.
    }
  }
}

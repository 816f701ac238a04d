import { say, type Text } from '../language/say.ts'
import { messageText } from './safe-text.ts'

/** What common errors of files mean. */
const meanings: Readonly<Record<string, Text>> = {
  EACCES: 'permission denied',
  EDQUOT: 'the quota is exceeded',
  EFBIG: 'the file may not grow further',
  EISDIR: 'it is a folder',
  ELOOP: 'the symbolic links go in a circle',
  EMFILE: 'too many open files',
  ENAMETOOLONG: 'the name is too long',
  ENOENT: 'no such file or folder',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of the path is not a folder',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
}

/**
 * Returns why something cannot be read or written, to follow a colon: what the code of the error means, and the code. An
 * error of another kind has its own message.
 */
export function systemErrorText(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException
  const meaning = Object.hasOwn(meanings, code) ? meanings[code] : undefined
  return meaning === undefined
    ? messageText(message)
    : say('{what} ({which})', { what: say(meaning), which: code })
}

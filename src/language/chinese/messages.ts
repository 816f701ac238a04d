import { help } from './help.ts'

/** The Chinese of every text that people read, by the English that the code has. */
export const chineseMessages = { ...help } as const

import { chineseMessages } from '../../language/chinese/messages.ts'
import { configTemplate } from './config-template.ts'
import { optionTexts } from './option-texts.ts'
import * as tables from './table-texts.ts'

/** All that people read, in Chinese. Loaded only if it is the language of the process. */
export const chinese = { messages: chineseMessages, options: optionTexts, tables, configTemplate } as const

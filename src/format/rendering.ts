import type { AttributeLabels } from './attribute-labels.ts'
import type { LineGlyphs } from './event-styles.ts'

/** How events are shown. */
export interface Rendering {
  /** Whether a status shows only what changed. */
  readonly diff: boolean
  readonly glyphs: LineGlyphs
  readonly labels: AttributeLabels
}

import { cutToCells, textCells } from '../base/text-width.ts'
import type { Attribute, Role } from '../datapoints/attribute.ts'
import type { Definition } from '../datapoints/definition.ts'
import type { DefinitionSet } from '../datapoints/definition-set.ts'
import { secretMembers } from '../event/secret-members.ts'
import type { Json } from '../wire/exact-json.ts'
import { shownWord } from './shown-text.ts'
import { createLabel, type Label, type Labels } from './suffix.ts'
import type { TextMask } from './text-mask.ts'
import type { Meaning, Theme } from './theme.ts'
import { bareOrQuoted } from './value-text.ts'

/** The cells that a display name gets before the name. Some are whole sentences. */
const mostCells = 16

/** How an alert or fault in a status is shown while it is raised. */
const loudMeanings: Partial<Record<Role, Meaning>> = { alert: 'alertRaised', fault: 'faultRaised' }

/** How the attributes of products are shown: `室温 Room_Temp=21.5`. The name is what a filter takes. */
export class AttributeLabels {
  private readonly definitions: Pick<DefinitionSet, 'get'> | undefined
  private readonly theme: Theme
  private readonly mask: TextMask
  private readonly known = new WeakMap<Definition, Labels>()

  constructor(definitions: Pick<DefinitionSet, 'get'> | undefined, theme: Theme, mask: TextMask) {
    this.definitions = definitions
    this.theme = theme
    this.mask = mask
  }

  /** Whether there are definitions at all. */
  get hasAny(): boolean {
    return this.definitions !== undefined
  }

  /** Returns the labels of a product; undefined if there is no definition of it. */
  of(productKey: Json | undefined): Labels | undefined {
    const definition = this.definitionOf(productKey)
    if (!definition) return undefined
    const known = this.known.get(definition)
    if (known) return known
    const labels = new Map(definition.attributes.map(attribute => [attribute.name, this.labelOf(attribute)]))
    this.known.set(definition, labels)
    return labels
  }

  /** Returns the display name of an attribute, not escaped yet; undefined if it is not known. */
  displayName(productKey: Json | undefined, name: Json | undefined): string | undefined {
    return this.definitionOf(productKey)?.attributes.find(attribute => attribute.name === name)?.displayName
  }

  private definitionOf(productKey: Json | undefined): Definition | undefined {
    return typeof productKey === 'string' ? this.definitions?.get(productKey) : undefined
  }

  private labelOf({ name, displayName, role }: Attribute): Label {
    const { theme, mask } = this
    const loud = loudMeanings[role]
    const display = isAnotherName(displayName, name) ? `${displayText(displayName)} ` : ''
    return createLabel(theme.name, display + bareOrQuoted(name), mask, {
      secret: secretMembers.has(name),
      loud: loud && theme[loud],
      gap: display === '' ? 1 : 2,
    })
  }
}

/** Returns the display name, safe to show, and cut if it is long. */
export function displayText(displayName: string): string {
  const text = shownWord(displayName)
  return textCells(text, mostCells) > mostCells ? `${cutToCells(text, mostCells - 1).trimEnd()}…` : text
}

/** Whether a display name says more than the name: `room temp` does not say more than `Room_Temp`. */
function isAnotherName(displayName: string, name: string): boolean {
  return plainOf(displayName) !== plainOf(name)
}

function plainOf(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}

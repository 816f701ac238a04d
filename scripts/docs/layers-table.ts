import { existsSync } from 'node:fs'
import { layers, outside } from '../check/layers.mjs'
import { markdown } from './markdown.ts'

/** The folders of src in Markdown: what each is for, what it may import, and which outside modules only it may import. */
export function layersTable(): string {
  const names = Object.keys(layers).filter(name => existsSync(`src/${name}`))
  return markdown(
    ['folder under `src/`', 'responsibility', 'may import', 'restricted modules'],
    names.map(name => {
      const { about, mayImport } = layers[name]!
      const imported = names.filter(other => mayImport.includes(other))
      const isAll = imported.length === names.length - 1
      return [`\`${name}\``, about, isAll ? 'all' : imported.join(', '), modulesOf(name).join(', ')]
    }),
  )
}

function modulesOf(folder: string): string[] {
  const isIn = (place: string) => place.split('/')[0] === folder
  return Object.keys(outside)
    .filter(module => outside[module]!.some(isIn))
    .map(module => `\`${module}\``)
}

import { readFileSync } from 'node:fs'
import { layers, outside, typesOnly, usesProcess } from './layers.mjs'
import { importsOf } from './source-files.mjs'

/** @import { Import } from './source-files.mjs' */

/**
 * Returns what is wrong with what a file of src imports.
 *
 * @param {string} file
 */
export function importFaults(file) {
  // The public face of the library is the only file beside the folders; it may import what cli may.
  const folder = file === 'src/index.ts' ? 'cli' : folderOf(file)
  if (!layers[folder]) return [`${file}: there must be no ${folder} in src`]
  const faults = importsOf(file).flatMap(one =>
    one.isOurs ? folderFaults(folder, one) : outsideFaults(file, one),
  )
  if (/\bprocess\./.test(readFileSync(file, 'utf8')) && !usesProcess.includes(folder))
    faults.push(`only ${usesProcess.join(' and ')} may use process`)
  return faults.map(fault => `${file}: ${fault}`)
}

/**
 * @param {string} from
 * @param {Import} imported
 */
function folderFaults(from, { target, isType }) {
  const to = folderOf(target)
  if (to === from) return []
  if (!layers[from]?.mayImport.includes(to)) return [`${from} may not import ${target}`]
  const rule = typesOnly.find(one => one.from === from && one.to === to)
  return rule && !isType && !rule.except?.includes(target)
    ? [`${from} may import only types from ${target}`]
    : []
}

/**
 * @param {string} file
 * @param {Import} imported
 */
function outsideFaults(file, { target, isType }) {
  const places = outside[target]
  if (!places || isType || places.some(place => `${file}/`.startsWith(`src/${place}/`))) return []
  return [`${target} may be imported only in ${places.join(', ')}`]
}

/** @param {string} file below src */
function folderOf(file) {
  return file.split('/')[1] ?? ''
}

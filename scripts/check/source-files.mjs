import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'

/**
 * An import of a module: a path from the root of the project, or the name of an outside module.
 *
 * @typedef {{ target: string, isOurs: boolean, isType: boolean }} Import
 */

const importForm =
  /(?:^|\n)\s*(?:import|export)\s+(type\s+)?[^'"]*?from\s+'([^']+)'|(?:^|\n)import\s+'([^']+)'|import\('([^']+)'\)/g

/**
 * Returns the files with code below a folder, as paths with slashes.
 *
 * @param {string} folder
 */
export function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(file => posix.join(folder, file.replaceAll('\\', '/')))
    .filter(file => /\.(ts|mjs|cjs)$/.test(file) && !file.includes('/node_modules/'))
}

/**
 * Returns what a file imports, also lazily.
 *
 * @param {string} file
 * @returns {Import[]}
 */
export function importsOf(file) {
  return [...readFileSync(file, 'utf8').matchAll(importForm)].map(([, type, from, bare, lazy]) => {
    const module = from ?? bare ?? lazy ?? ''
    const isOurs = module.startsWith('.')
    const target = isOurs ? posix.join(posix.dirname(file), module) : module
    return { target, isOurs, isType: type !== undefined }
  })
}

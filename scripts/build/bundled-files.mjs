/**
 * An esbuild plugin that collects which files have code in the output, over all builds that use it: a lazy part is built
 * by itself, and the build of the program does not know what the part is made of.
 *
 * @param {Set<string>} files receives their paths, from the current folder
 * @returns {import('esbuild').Plugin}
 */
export function bundledFiles(files) {
  return {
    name: 'bundled-files',
    setup({ initialOptions, onEnd }) {
      initialOptions.metafile = true
      onEnd(({ metafile }) => {
        for (const { inputs } of Object.values(metafile?.outputs ?? {}))
          for (const [file, { bytesInOutput }] of Object.entries(inputs))
            if (bytesInOutput > 0) files.add(file)
      })
    },
  }
}

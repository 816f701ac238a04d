/**
 * An esbuild plugin that notes which files have code in what is built, over all builds that it is in: a part
 * that is folded into another is built by itself, and the outer build does not know what it is made of.
 *
 * @param files where they go: a Set of paths from the current folder
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

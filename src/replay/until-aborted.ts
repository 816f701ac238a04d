/**
 * Passes on what `source` yields, until the signal is aborted: then it ends at once, and does not wait for what the source
 * waits for, such as a pipe that nobody writes to.
 */
export async function* untilAborted<T>(
  source: AsyncGenerator<T, void, undefined>,
  signal: AbortSignal,
): AsyncGenerator<T, void, undefined> {
  const end: IteratorResult<T, void> = { done: true, value: undefined }
  let stop = () => {}
  const onAbort = () => stop()
  signal.addEventListener('abort', onAbort)
  try {
    while (!signal.aborted) {
      const step = await new Promise<IteratorResult<T, void>>((resolve, reject) => {
        stop = () => resolve(end)
        source.next().then(resolve, reject)
      })
      if (step.done) return
      yield step.value
    }
  } finally {
    signal.removeEventListener('abort', onAbort)
    const returned = source.return().catch(() => {})
    if (!signal.aborted) await returned
  }
}

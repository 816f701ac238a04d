let bytes: Uint8Array | undefined
let view: DataView = new DataView(new ArrayBuffer(0))
let otherBytes: Uint8Array | undefined
let otherView: DataView = view

/**
 * Returns a view of bytes. Those of the last two are remembered: the bytes of a read are those of many events, and some of
 * these are compared with bytes that were kept.
 */
export function viewOf(of: Uint8Array): DataView {
  if (of === bytes) return view
  const [lastBytes, lastView] = [bytes, view]
  view = of === otherBytes ? otherView : newView(of)
  bytes = of
  otherBytes = lastBytes
  otherView = lastView
  return view
}

/** Returns a view of its own of bytes. */
export function newView({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength)
}

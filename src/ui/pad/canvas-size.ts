/**
 * Keeps a canvas at one of its pixels per device pixel, at any zoom.
 *
 * @param onResize  called after each change, at least once; the canvas is blank then
 * @returns         stops watching
 */
export function watchCanvasSize(canvas: HTMLCanvasElement, onResize: () => void): () => void {
  const observer = new ResizeObserver(([entry]) => {
    if (!entry) return
    const exact = entry.devicePixelContentBoxSize?.[0]
    const width = exact?.inlineSize ?? Math.round(entry.contentRect.width * devicePixelRatio)
    const height = exact?.blockSize ?? Math.round(entry.contentRect.height * devicePixelRatio)
    if (width === 0 || height === 0) return
    canvas.width = width
    canvas.height = height
    onResize()
  })
  try {
    observer.observe(canvas, { box: 'device-pixel-content-box' })
  } catch {
    // Safari does not know device pixels here; the rounded size is right except at odd zoom levels.
    observer.observe(canvas)
  }
  return () => observer.disconnect()
}

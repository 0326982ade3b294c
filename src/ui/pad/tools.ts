/** What the pointer does on the pad. */
export type PadTool = 'pen' | 'eraser'

/** Diameters of the visitor's pen, as fractions of the pad. */
export const PEN_WIDTHS = { thin: 0.045, medium: 0.07, thick: 0.105 } as const

export type PenSize = keyof typeof PEN_WIDTHS

export const PEN_SIZES: readonly PenSize[] = ['thin', 'medium', 'thick']

/** Radius of the eraser, as a fraction of the pad. */
export const ERASER_RADIUS = 0.055

/** The size after this one, or before it; the ends meet where `wraps`. */
export function neighbourSize(size: PenSize, by: 1 | -1, wraps: boolean): PenSize {
  const count = PEN_SIZES.length
  const next = PEN_SIZES.indexOf(size) + by
  return PEN_SIZES[wraps ? (next + count) % count : Math.min(count - 1, Math.max(0, next))] ?? size
}

/** How much wider or thinner a pen draws that is pressed; a mouse and most fingers tell 0 or 0.5, which change nothing. */
export function widthByPressure(width: number, pressure: number, pointerType: string): number {
  return pointerType === 'pen' && pressure > 0 ? width * (0.7 + 0.6 * Math.min(1, pressure)) : width
}

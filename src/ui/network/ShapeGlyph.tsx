import styles from './NetworkPicture.module.css'

/** Height of every glyph, in CSS pixels. */
const HEIGHT = 56
const MOST_LINES = 14
const MOST_SHEETS = 5

/** A side that grows with the logarithm of a size: 1 is visible, and 1,024 still fits. */
function side(size: number, most: number): number {
  return Math.min(most, 6 + 5 * Math.log2(Math.max(1, size)))
}

/** The shape of what a layer hands on: a sequence as lines one below the other, a vector as one line, a picture as sheets. */
export function ShapeGlyph({ shape }: { readonly shape: readonly number[] | null }) {
  const width = shape === null ? 28 : glyphWidth(shape)
  return (
    <svg className={styles.glyph} width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} aria-hidden>
      {shape === null ? <Unknown /> : <Known shape={shape} width={width} />}
    </svg>
  )
}

function glyphWidth(shape: readonly number[]): number {
  if (shape.length === 3) return Math.round(side(shape[1]!, HEIGHT - 14) + 2 * sheetsOf(shape[2]!) + 4)
  return Math.round(side(shape.at(-1)!, 64)) + 2
}

function Unknown() {
  return <rect className={styles.unknown} x={1} y={HEIGHT / 2 - 13} width={26} height={26} rx={2} />
}

function Known({ shape, width }: { readonly shape: readonly number[]; readonly width: number }) {
  if (shape.length === 3) {
    const sheets = sheetsOf(shape[2]!)
    const [height, breadth] = [side(shape[0]!, HEIGHT - 14), side(shape[1]!, HEIGHT - 14)]
    const top = (HEIGHT - height) / 2 + sheets
    return Array.from({ length: sheets }, (_, sheet) => {
      const back = sheets - 1 - sheet
      return <rect key={sheet} className={styles.sheet} x={1 + 2 * back} y={top - 2 * back} width={breadth} height={height - 2} rx={1} />
    })
  }
  if (shape.length === 1) return <rect className={styles.line} x={1} y={HEIGHT / 2 - 2} width={width - 2} height={4} rx={1} />
  const lines = Math.min(MOST_LINES, shape[0]!)
  const height = Math.min(HEIGHT - 4, Math.max(8, side(shape[0]!, HEIGHT - 4)))
  const pitch = height / lines
  return Array.from({ length: lines }, (_, line) => (
    <rect
      key={line}
      className={styles.line}
      x={1}
      y={(HEIGHT - height) / 2 + line * pitch}
      width={width - 2}
      height={Math.max(1, pitch - 1.5)}
      rx={0.5}
    />
  ))
}

function sheetsOf(channels: number): number {
  return Math.max(1, Math.min(MOST_SHEETS, Math.round(Math.log2(channels)) + 1))
}

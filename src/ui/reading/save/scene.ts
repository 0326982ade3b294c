/** A figure as a list of marks, in pixels: what a picture, a vector figure and a film are made of alike. */

export interface RectMark {
  readonly kind: 'rect'
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly fill: string
  /** 0 … 1; default 1. */
  readonly opacity?: number
}

export interface TextMark {
  readonly kind: 'text'
  readonly x: number
  /** Of the baseline. */
  readonly y: number
  readonly text: string
  readonly size: number
  readonly fill: string
  readonly face: keyof FigureFonts
  readonly weight?: number
  readonly italic?: boolean
  readonly anchor?: 'start' | 'middle' | 'end'
}

/** Values as colours, one pixel for each, enlarged without smoothing. */
export interface MapMark {
  readonly kind: 'map'
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly columns: number
  readonly rows: number
  /** [rows,columns,4] RGBA bytes */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>
}

/** A colour scale, from left to right in even parts. */
export interface RampMark {
  readonly kind: 'ramp'
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly colours: readonly string[]
}

export interface LineMark {
  readonly kind: 'line'
  readonly x1: number
  readonly y1: number
  readonly x2: number
  readonly y2: number
  readonly stroke: string
  readonly width: number
  /** Drawn, left out. */
  readonly dash?: readonly [number, number]
}

export type Mark = RectMark | TextMark | MapMark | RampMark | LineMark

export interface Scene {
  readonly width: number
  readonly height: number
  readonly background: string
  /** What is seen, in words, for those who do not see it. */
  readonly title: string
  readonly description: string
  readonly language: string
  readonly fonts: FigureFonts
  readonly marks: readonly Mark[]
}

/** Families of type, as CSS lists them. */
export interface FigureFonts {
  readonly text: string
  readonly title: string
  readonly math: string
}

/** The page's colours of the same names. */
export interface FigureColours {
  readonly paper: string
  readonly sunken: string
  readonly field: string
  readonly ink: string
  readonly ink2: string
  readonly ink3: string
  readonly accent: string
}

export interface FigureStyle {
  readonly colours: FigureColours
  readonly fonts: FigureFonts
}

/**
 * A figure's colours and faces, wherever they are looked up.
 *
 * @param colour  of the page's property `--ink-2` for `ink-2`
 * @param font    of `--font-text` for `text`
 */
export function figureStyle(colour: (name: string) => string, font: (name: string) => string): FigureStyle {
  return {
    colours: {
      paper: colour('paper'),
      sunken: colour('sunken'),
      field: colour('field'),
      ink: colour('ink'),
      ink2: colour('ink-2'),
      ink3: colour('ink-3'),
      accent: colour('accent'),
    },
    fonts: { text: font('text'), title: font('title'), math: font('math') },
  }
}

/** Shares of a letter's size: of most letters, of narrow ones, and of Chinese characters. */
const WIDTHS = { letter: 0.56, narrow: 0.3, wide: 0.68, full: 1 } as const
const NARROW = /[\s.,:;'’|!ijlIt()·−-]/
const WIDE = /[mwMW%→←>]/
const FULL = /[\u2e80-\u9fff\uff00-\uffef]/

/** How wide a text is about; fonts differ, and without a page nothing measures them. */
export function estimatedWidth(text: string, size: number): number {
  let width = 0
  for (const sign of text) {
    if (/\p{M}/u.test(sign)) continue
    width += FULL.test(sign) ? WIDTHS.full : NARROW.test(sign) ? WIDTHS.narrow : WIDE.test(sign) ? WIDTHS.wide : WIDTHS.letter
  }
  return width * size
}

/** As much of a text as has room, with an ellipsis for the rest. */
export function clipped(text: string, size: number, room: number): string {
  if (estimatedWidth(text, size) <= room) return text
  const signs = Array.from(text)
  while (signs.length > 1 && estimatedWidth(`${signs.join('')}…`, size) > room) signs.pop()
  return `${signs.join('').trimEnd()}…`
}

/** A text in lines; between Chinese characters anywhere, in other scripts between words. */
export function wrapped(text: string, size: number, room: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const [word] of text.matchAll(/[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]+|\s+/g)) {
    // What ends a sentence does not begin a line.
    if (estimatedWidth(line + word.trimEnd(), size) > room && line.trim() !== '' && !/^[，。、：；！？）]/.test(word)) {
      lines.push(line.trim())
      line = ''
    }
    line += word
  }
  return line.trim() === '' ? lines : [...lines, line.trim()]
}

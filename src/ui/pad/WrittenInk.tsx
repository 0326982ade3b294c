import { createContext } from 'react'
import type { Point, Stroke } from '../../data/strokes'
import { followLine } from './paint'
import styles from './Pad.module.css'

/** Of the picture, in which the lines are written as whole numbers. */
const SIDE = 1000

/** Strokes as the pad paints them, for the page's HTML: no canvas is painted before its scripts are there. `src/first-words.ts` knows them by `data-written`. */
export function WrittenInk({ strokes }: { readonly strokes: readonly Stroke[] }) {
  return (
    <svg className={styles.ink} viewBox={`0 0 ${SIDE} ${SIDE}`} aria-hidden data-written>
      {strokes.map(({ points, width }, index) => (
        <path key={index} d={lineOf(points)} strokeWidth={Math.round(width * SIDE)} />
      ))}
    </svg>
  )
}

function lineOf(points: readonly Point[]): string {
  const parts: string[] = []
  const add = (letter: string, ...numbers: readonly number[]): void => void parts.push(letter + numbers.map(Math.round).join(' '))
  followLine(
    {
      moveTo: (x, y) => add('M', x, y),
      lineTo: (x, y) => add('L', x, y),
      quadraticCurveTo: (controlX, controlY, x, y) => add('Q', controlX, controlY, x, y),
    },
    points,
    SIDE,
  )
  return parts.join('')
}

/** The picture that the network will read of these strokes, as the address of an image, for the page's HTML; null on the page itself. */
export const WrittenPicture = createContext<string | null>(null)

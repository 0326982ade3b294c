import { useMemo } from 'react'
import { Pen, POINT_VALUES } from '../../core/sequences'
import { linesFromSequence } from '../../data/writing/sequence'
import type { Futures, WrittenDigit } from '../../state/writing/writing-state'
import { useFormat, useMessages } from '../kit/messages/messages'
import { ellipsesAt } from './ellipses'
import styles from './Paper.module.css'
import { strokesPath } from './strokes-path'
import { linesAt, type Moment, penAt, pointsOf } from './timeline'

export interface PaperProps {
  readonly digits: readonly WrittenDigit[]
  readonly moment: Moment
  readonly futures: Futures | null
  /** Gaussians of the mixture. */
  readonly components: number
  /** Something else is about to be written. */
  readonly isBusy: boolean
}

/** What is written as far as a moment, where the next point may fall, and what might come of it. */
export function Paper({ digits, moment, futures, components, isBusy }: PaperProps) {
  const { write: words } = useMessages()
  const format = useFormat()
  const written = digits[moment.digit]
  const isOver = written === undefined || moment.points >= pointsOf(written)
  const lines = useMemo(() => linesAt(digits, moment), [digits, moment])
  const pen = written === undefined ? null : penAt(written, moment.points)
  const isDown = written !== undefined && moment.points > 0 && written.sequence[POINT_VALUES * moment.points - 1] === Pen.down
  const shownFutures = futures !== null && futures.digit === moment.digit && futures.from === moment.points ? futures : null
  const total = written === undefined ? 0 : pointsOf(written)
  const name = digits.map(({ label }) => label).join('')
  return (
    <svg
      className={styles.paper}
      viewBox="0 0 1 1"
      role="img"
      aria-label={words.paperImage(name, format.integer(moment.points), format.integer(total))}
      data-testid="writing-paper"
      data-points={moment.points}
      aria-busy={isBusy}
    >
      {shownFutures !== null &&
        written !== undefined &&
        pen !== null &&
        shownFutures.sequences.map((sequence, index) => (
          <path
            key={index}
            className={styles.future}
            d={strokesPath(linesFromSequence(sequence, { ...written.frame, x: pen[0], y: pen[1] }), isDown ? pen : undefined)}
          />
        ))}
      {lines.map((ofDigit, place) => (
        <path key={place} className={styles.ink} d={strokesPath(ofDigit)} strokeWidth={0.05 * digits[place]!.frame.side} />
      ))}
      {!isOver &&
        pen !== null &&
        ellipsesAt(written, moment.points, components, pen).map(({ x, y, radiusX, radiusY, angle, weight }, index) => (
          <g
            key={index}
            transform={`translate(${x} ${y}) rotate(${angle})`}
            className={styles.ellipse}
            style={{ opacity: 0.25 + 0.75 * weight }}
          >
            <ellipse rx={2 * radiusX} ry={2 * radiusY} data-wide="" />
            <ellipse rx={radiusX} ry={radiusY} />
          </g>
        ))}
      {pen !== null && !isOver && <circle className={styles.pen} cx={pen[0]} cy={pen[1]} r={0.012} />}
    </svg>
  )
}

import { type CSSProperties, useEffect, useRef } from 'react'
import { classes } from '../kit/classes'
import { useFormat, useMessages } from '../kit/messages/messages'
import { scaleOfRole } from '../kit/scales'
import { MapCanvas } from '../maps/map-canvas'
import { isFitted } from '../network/layers'
import { SignalSymbol } from '../network/SignalSymbol'
import { signalWords } from '../network/words'
import type { DeclaredSignal } from './declared-signals'
import styles from './SignalMaps.module.css'

export interface SignalMapsProps extends Pick<SignalMapProps, 'shown' | 'label'> {
  readonly declared: readonly DeclaredSignal[]
  readonly className?: string | undefined
}

/** Signals side by side: a row for each step, a column for each unit. */
export function SignalMaps({ declared, className, ...how }: SignalMapsProps) {
  return (
    <div className={classes(styles.maps, className)}>
      {declared.map((one) => (
        <SignalMap key={`${one.signal.layer} ${one.signal.name}`} declared={one} {...how} />
      ))}
    </div>
  )
}

interface SignalMapProps {
  readonly declared: DeclaredSignal
  /** Steps that are to be seen; what comes after them is veiled. */
  readonly shown: number
  /** What a screen reader says. */
  readonly label: (signal: string, steps: string, units: string) => string
}

function SignalMap({ declared: { kind, signal, declaration }, shown, label }: SignalMapProps) {
  const messages = useMessages()
  const format = useFormat()
  const canvas = useRef<HTMLCanvasElement>(null)
  const words = signalWords(messages, kind, declaration)
  const [steps = 0, units = 0] = signal.shape
  useEffect(() => {
    if (canvas.current === null || steps === 0) return
    new MapCanvas(canvas.current, { scale: scaleOfRole(declaration.role), fitted: isFitted(declaration) }).paint(signal.data)
  }, [signal, declaration, steps])
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.title}>
        <SignalSymbol symbol={declaration.symbol} />
        <span className={styles.name}>{words.name}</span>
      </figcaption>
      <div className={styles.plot} style={shownShare(steps === 0 ? 0 : shown / steps)}>
        <canvas
          ref={canvas}
          role="img"
          aria-label={label(words.full, format.integer(steps), format.integer(units))}
          width={units}
          height={steps}
        />
        <div className={styles.veiled} />
      </div>
    </figure>
  )
}

function shownShare(share: number): CSSProperties & Readonly<Record<'--shown', number>> {
  return { '--shown': share }
}

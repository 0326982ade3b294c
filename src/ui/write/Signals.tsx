import { type CSSProperties, useEffect, useMemo, useRef } from 'react'
import type { SignalDeclaration } from '../../nn/spec/definition'
import type { DescribedLayer } from '../../nn/spec/describe'
import { describeWriter, type WriterSpec } from '../../nn/spec/writing/writer-spec'
import type { WrittenDigit } from '../../state/writing/writing-state'
import { useFormat, useMessages } from '../kit/messages/messages'
import { scaleOfRole } from '../kit/scales'
import section from '../kit/Section.module.css'
import { MapCanvas } from '../maps/map-canvas'
import { isFitted } from '../network/layers'
import { SignalSymbol } from '../network/SignalSymbol'
import { signalWords } from '../network/words'
import styles from './Signals.module.css'

export interface SignalsProps {
  readonly spec: WriterSpec
  readonly digit: WrittenDigit
  /** Points of it that stand there. */
  readonly points: number
}

/** All signals of the LSTM that writes: a row for each point that it wrote, a column for each unit, as far as the pen is. */
export function Signals({ spec, digit, points }: SignalsProps) {
  const { write: words } = useMessages()
  const layers = useMemo(() => describeWriter(spec).layers, [spec])
  const written = Math.max(0, points - digit.first)
  return (
    <section className={section.section} aria-label={words.signals}>
      <h3 className={section.title}>{words.signals}</h3>
      <p className={section.lead}>{words.signalsLead(String(digit.label))}</p>
      <div className={styles.maps}>
        {digit.signals.map((signal) => {
          const layer = layers.find(({ name, recurrence }) => name === signal.layer && recurrence !== null)
          const declaration = layer?.signals.find(({ name }) => name === signal.name)
          if (layer === undefined || declaration === undefined) return null
          return (
            <SignalMap
              key={`${signal.layer} ${signal.name}`}
              kind={layer.layer.type}
              declaration={declaration}
              signal={signal}
              written={written}
            />
          )
        })}
      </div>
    </section>
  )
}

interface SignalMapProps {
  readonly kind: DescribedLayer['layer']['type']
  readonly declaration: SignalDeclaration
  readonly signal: WrittenDigit['signals'][number]
  readonly written: number
}

function SignalMap({ kind, declaration, signal, written }: SignalMapProps) {
  const messages = useMessages()
  const format = useFormat()
  const canvas = useRef<HTMLCanvasElement>(null)
  const words = signalWords(messages, kind, declaration)
  const [rows = 0, columns = 0] = signal.shape
  useEffect(() => {
    if (canvas.current === null || rows === 0) return
    new MapCanvas(canvas.current, { scale: scaleOfRole(declaration.role), fitted: isFitted(declaration) }).paint(signal.data)
  }, [signal, declaration, rows])
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.title}>
        <SignalSymbol symbol={declaration.symbol} />
        <span className={styles.name}>{words.name}</span>
      </figcaption>
      <div className={styles.plot} style={writtenShare(rows === 0 ? 0 : written / rows)}>
        <canvas
          ref={canvas}
          role="img"
          aria-label={messages.write.signalImage(words.full, format.integer(rows), format.integer(columns))}
          width={columns}
          height={rows}
        />
        <div className={styles.unread} />
      </div>
    </figure>
  )
}

function writtenShare(share: number): CSSProperties & Readonly<Record<'--written', number>> {
  return { '--written': share }
}

import { type CSSProperties, useEffect, useMemo, useRef } from 'react'
import type { SignalDeclaration } from '../../nn/spec/definition'
import type { DescribedLayer } from '../../nn/spec/describe'
import { describeWriter, type WriterSpec } from '../../nn/spec/writing/writer-spec'
import type { WrittenDigit } from '../../state/writing/writing-state'
import { CodeLink } from '../code/CodeLink'
import { kernelOfLayer } from '../code/computed-by'
import { DataTable } from '../kit/DataTable'
import { useFormat, useMessages } from '../kit/messages/messages'
import { scaleOfRole } from '../kit/scales'
import section from '../kit/Section.module.css'
import { MapCanvas } from '../maps/map-canvas'
import { isFitted } from '../network/layers'
import { SignalSymbol } from '../network/SignalSymbol'
import { signalWords } from '../network/words'
import styles from './Signals.module.css'
import { signalsTable } from './writing-tables'

export interface SignalsProps {
  readonly spec: WriterSpec
  readonly digit: WrittenDigit
  /** Points of it that stand there. */
  readonly points: number
}

/** All signals of the LSTM that writes: a row for each point that it wrote, a column for each unit, as far as the pen is. */
export function Signals({ spec, digit, points }: SignalsProps) {
  const messages = useMessages()
  const { write: words, shell } = messages
  const format = useFormat()
  const declared = useMemo(() => declaredOf(spec, digit), [spec, digit])
  const written = Math.max(0, points - digit.first)
  const [first] = declared
  return (
    <section className={section.section} aria-label={words.signals}>
      <h3 className={section.title}>{words.signals}</h3>
      <p className={section.lead}>{words.signalsLead(String(digit.label))}</p>
      <div className={styles.maps}>
        {declared.map(({ kind, signal, declaration }) => (
          <SignalMap key={`${signal.layer} ${signal.name}`} kind={kind} declaration={declaration} signal={signal} written={written} />
        ))}
      </div>
      {first !== undefined && <CodeLink className={styles.code} kernel={kernelOfLayer(first.kind)} />}
      <DataTable
        title={shell.dataTable.of(words.signals)}
        content={() => ({ caption: words.numbers.signals(String(digit.label)), ...signalsTable(digit, declared, messages, format) })}
        testId="writing-signals"
      />
    </section>
  )
}

/** The signals of recurrent layers, with what they are. */
function declaredOf(spec: WriterSpec, { signals }: WrittenDigit) {
  const { layers } = describeWriter(spec)
  return signals.flatMap((signal) => {
    const layer = layers.find(({ name, recurrence }) => name === signal.layer && recurrence !== null)
    const declaration = layer?.signals.find(({ name }) => name === signal.name)
    return layer === undefined || declaration === undefined ? [] : { kind: layer.layer.type, signal, declaration }
  })
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

import { type CSSProperties, type ReactElement, useMemo, useState } from 'react'
import { describeRows, type RowsSpec } from '../../../nn/spec/rows/rows-spec'
import type { DrawnPicture } from '../../../worker/protocol'
import { DataTable } from '../../kit/DataTable'
import { useFormat, useMessages } from '../../kit/messages/messages'
import section from '../../kit/Section.module.css'
import { SliderField } from '../../kit/SliderField'
import { declaredSignals } from '../declared-signals'
import { SignalMaps } from '../SignalMaps'
import maps from '../SignalMaps.module.css'
import { InkCanvas } from './InkCanvas'
import { drawnTable } from './rows-table'
import styles from './Rows.module.css'

interface RowMapsProps {
  readonly spec: RowsSpec
  readonly drawn: DrawnPicture
}

/** One picture as far as a row: its pixels, how likely they were, how much they surprised, and the gates that had read the rows above. */
export function RowMaps({ spec, drawn }: RowMapsProps) {
  const messages = useMessages()
  const { rows: words } = messages
  const format = useFormat()
  const height = drawn.nats.length
  const [row, setRow] = useState(height)
  const declared = useMemo(() => declaredSignals(describeRows(spec).layers, drawn.signals), [spec, drawn])
  const ink = useMemo(() => Float32Array.from(drawn.picture), [drawn])
  const at = format.integer(row)
  return (
    <div className={styles.look} style={shownShare(row / height)}>
      <h4 className={styles.heading}>{words.look}</h4>
      <p className={section.lead}>{words.lookLead}</p>
      <SliderField
        className={styles.row}
        label={words.row}
        min={1}
        max={height}
        value={row}
        valueText={words.rowValue(at)}
        onValueChange={setRow}
      />
      <div className={styles.planes}>
        <Plane title={words.names.ink}>
          <InkCanvas values={ink} scale="ink" rows={height} label={words.inkImage(at)} />
        </Plane>
        <Plane title={words.names.chance}>
          <InkCanvas values={drawn.probabilities} scale="chance" rows={height} label={words.chanceImage(at)} />
        </Plane>
        <Plane title={words.names.nats}>
          <RowNats nats={drawn.nats} />
        </Plane>
      </div>
      <h4 className={styles.heading}>{words.signals}</h4>
      <p className={section.lead}>{words.signalsLead}</p>
      <SignalMaps className={styles.maps} declared={declared} shown={row} label={(signal, _, units) => words.signalImage(signal, units)} />
      <DataTable title={words.table.title} content={() => drawnTable(drawn, declared, messages, format)} testId="rows-numbers" />
    </div>
  )
}

function shownShare(share: number): CSSProperties & Readonly<Record<'--shown', number>> {
  return { '--shown': share }
}

function Plane({ title, children }: { readonly title: string; readonly children: ReactElement }) {
  return (
    <figure className={maps.figure}>
      <figcaption className={styles.title}>{title}</figcaption>
      <div className={styles.plane}>
        {children}
        <div className={maps.veiled} />
      </div>
    </figure>
  )
}

/** A bar for every row, as high as the rows of the pictures beside it. */
function RowNats({ nats }: { readonly nats: Float32Array }) {
  const { rows: words } = useMessages()
  const format = useFormat()
  const most = Math.max(...nats)
  const sum = nats.reduce((total, value) => total + value, 0)
  const label = words.natsImage(format.decimal(sum, 1), format.integer(nats.indexOf(most) + 1))
  return (
    <svg className={styles.bars} viewBox={`0 0 1 ${nats.length}`} preserveAspectRatio="none" role="img" aria-label={label}>
      {[...nats].map((value, row) => (
        <rect key={row} x={0} y={row + 0.1} width={value / Math.max(most, 1e-9)} height={0.8} />
      ))}
    </svg>
  )
}

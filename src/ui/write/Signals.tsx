import { useMemo } from 'react'
import { describeWriter, type WriterSpec } from '../../nn/spec/writing/writer-spec'
import type { WrittenDigit } from '../../state/writing/writing-state'
import { CodeLink } from '../code/CodeLink'
import { kernelOfLayer } from '../code/computed-by'
import { DataTable } from '../kit/DataTable'
import { useFormat, useMessages } from '../kit/messages/messages'
import section from '../kit/Section.module.css'
import { declaredSignals } from './declared-signals'
import { SignalMaps } from './SignalMaps'
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
  const declared = useMemo(() => declaredSignals(describeWriter(spec).layers, digit.signals), [spec, digit])
  const written = Math.max(0, points - digit.first)
  const [first] = declared
  return (
    <section className={section.section} aria-label={words.signals}>
      <h3 className={section.title}>{words.signals}</h3>
      <p className={section.lead}>{words.signalsLead(String(digit.label))}</p>
      <SignalMaps declared={declared} shown={written} label={words.signalImage} />
      {first !== undefined && <CodeLink className={styles.code} kernel={kernelOfLayer(first.kind)} />}
      <DataTable
        title={shell.dataTable.of(words.signals)}
        content={() => ({ caption: words.numbers.signals(String(digit.label)), ...signalsTable(digit, declared, messages, format) })}
        testId="writing-signals"
      />
    </section>
  )
}

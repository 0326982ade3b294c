import { useState } from 'react'
import { linesFromSequence } from '../../../data/writing/sequence'
import type { WriterMoment } from '../../../state/writing/writer-run-state'
import { useFormat, useMessages } from '../../kit/messages/messages'
import section from '../../kit/Section.module.css'
import { Slider } from '../../kit/Slider'
import { useActions, useAppStore } from '../../kit/store'
import { strokesPath } from '../strokes-path'
import styles from './EpochMachine.module.css'
import { useWhen } from './use-when'

/** Where a digit stands in its cell. */
const FRAME = { x: 0.5, y: 0.5, side: 0.66 } as const
const PEN_WIDTH = 0.05

/** The ten digits as the network wrote them after an epoch, and a slider over all epochs. */
export function EpochMachine() {
  const { writerTraining: words } = useMessages()
  const format = useFormat()
  const when = useWhen()
  const { showWriterMoment } = useActions()
  const { moments, follows } = useAppStore(({ writing }) => writing.run)
  const source = useAppStore(({ writing }) => writing.source)
  // While another network writes, the grid stays where it was put.
  const [put, setPut] = useState<number | null>(null)
  const epoch = follows ? undefined : source.kind === 'moment' ? source.epoch : (put ?? undefined)
  const found = moments.findIndex((one) => one.epoch === epoch)
  const place = found === -1 ? moments.length - 1 : found
  const moment = moments[place]
  if (moment === undefined) return null
  const said = words.nats(when(moment.epoch), format.decimal(moment.loss, 2))
  const move = (next: number): void => {
    const chosen = moments[next]
    if (chosen === undefined) return
    setPut(chosen.epoch)
    void showWriterMoment(chosen.epoch)
  }
  return (
    <div className={styles.machine}>
      <h4 className={styles.title}>{words.grid}</h4>
      <Grid moment={moment} name={words.gridImage(when(moment.epoch))} />
      <Slider
        label={words.slider}
        min={0}
        max={Math.max(1, moments.length - 1)}
        disabled={moments.length < 2}
        value={place}
        valueText={said}
        onValueChange={move}
      />
      <p className={styles.said} data-testid="writer-epoch">
        {said}
      </p>
      <p className={section.help}>{words.machine}</p>
    </div>
  )
}

function Grid({ moment: { digits, epoch }, name }: { readonly moment: WriterMoment; readonly name: string }) {
  return (
    <div className={styles.grid} role="img" aria-label={name} data-epoch={epoch}>
      {digits.map((sequence, digit) => (
        <svg key={digit} viewBox="0 0 1 1" aria-hidden>
          <path d={strokesPath(linesFromSequence(sequence, FRAME))} strokeWidth={PEN_WIDTH} />
        </svg>
      ))}
    </div>
  )
}

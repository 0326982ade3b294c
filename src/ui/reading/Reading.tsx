import { useMemo, useState } from 'react'
import { useMessages } from '../kit/messages/messages'
import { useAppStore } from '../kit/store'
import { useFirstSight } from './first-sight'
import { Inspector } from './Inspector'
import { Legend } from './Legend'
import { Maps } from './Maps'
import { usePlayback } from './playback'
import styles from './Reading.module.css'
import { type ReadingShape, readingShape, type RecurrentLayer, recurrentLayers } from './signals'
import { SoFar } from './SoFar'
import { type Speed, Transport } from './Transport'

/** How the network read the picture: every signal of its recurrent layer at every row, and the answer as it formed. */
export function Reading() {
  const { reading } = useMessages()
  const spec = useAppStore((state) => state.model?.spec ?? null)
  const layer = useMemo(() => (spec && recurrentLayers(spec)[0]) ?? null, [spec])
  const shape = useMemo(() => spec && readingShape(spec), [spec])
  return (
    <section className={styles.reading} aria-labelledby="reading-title">
      <header className={styles.header}>
        <h2 id="reading-title" className={styles.title}>
          {reading.title}
        </h2>
        <p className={styles.lead}>{reading.lead}</p>
      </header>
      {layer && shape ? <Figure layer={layer} shape={shape} /> : <p className={styles.lead}>{spec ? reading.noLayer : reading.waiting}</p>}
    </section>
  )
}

function Figure({ layer, shape }: { readonly layer: RecurrentLayer; readonly shape: ReadingShape }) {
  const [speed, setSpeed] = useState<Speed>('1')
  usePlayback(shape.steps, Number(speed))
  useFirstSight(layer, shape.steps)
  return (
    <figure className={styles.figure}>
      <div className={styles.toolbar}>
        <Transport steps={shape.steps} speed={speed} onSpeedChange={setSpeed} />
        <SoFar shape={shape} />
      </div>
      <Maps layer={layer} shape={shape}>
        <Legend />
      </Maps>
      <Inspector layer={layer} shape={shape} />
    </figure>
  )
}

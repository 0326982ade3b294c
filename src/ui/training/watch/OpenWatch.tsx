import { useState } from 'react'
import { describeError } from '../../kit/errors'
import { useFormat, useMessages } from '../../kit/messages/messages'
import { Segmented } from '../../kit/Segmented'
import { Slider } from '../../kit/Slider'
import { useAppStore } from '../../kit/store'
import section from '../../kit/Section.module.css'
import { classes } from '../../kit/classes'
import { HeatMaps } from './HeatMaps'
import { NormCharts } from './NormCharts'
import { NormTable } from './NormTable'
import type { StepSpacing } from './step-axis'
import { useReadStep } from './use-read-step'
import styles from './Watch.module.css'

const SPACINGS: readonly StepSpacing[] = ['even', 'log']

/** Charts of what was found at the moments of the run, all along the same steps, and the numbers at one of them. */
export function OpenWatch() {
  const messages = useMessages()
  const { watch: words } = messages
  const format = useFormat()
  const [spacing, setSpacing] = useState<StepSpacing>('log')
  const probes = useAppStore((state) => state.watch.probes)
  const kept = useAppStore((state) => state.past.moments.length)
  const error = useAppStore((state) => state.watch.error)
  const { probe, read } = useReadStep(probes)
  const told = error && describeError(error, messages)
  return (
    <>
      {told && <p className={classes(section.lead, styles.error)}>{words.failed(told.message, told.hint)}</p>}
      {probe === null ? (
        <p className={section.lead}>{kept === 0 ? words.empty : words.waiting}</p>
      ) : (
        <>
          <p className={section.lead}>{words.help(format.integer(probe.pictures.gradients), format.integer(probe.pictures.signals))}</p>
          <div className={styles.tools}>
            <Segmented
              label={words.spacing}
              value={spacing}
              options={SPACINGS.map((value) => ({ value, label: words.spacings[value] }))}
              onValueChange={setSpacing}
            />
            <div className={styles.slider}>
              <Slider
                label={words.slider}
                min={0}
                max={probes.length - 1}
                value={probes.indexOf(probe)}
                valueText={words.at(format.integer(probe.step))}
                onValueChange={(place) => read(probes[place]?.step ?? null)}
              />
            </div>
            <p className={styles.known}>{words.known(format.integer(probes.length), format.integer(kept))}</p>
          </div>
          <Charts spacing={spacing} read={read} step={probe.step} />
        </>
      )}
    </>
  )
}

interface ChartsProps {
  readonly spacing: StepSpacing
  /** The step that numbers are of. */
  readonly step: number
  readonly read: (step: number) => void
}

function Charts({ spacing, step, read }: ChartsProps) {
  const probes = useAppStore((state) => state.watch.probes)
  const probe = probes.find((one) => one.step === step)
  const axis = { spacing, end: probes.at(-1)?.step ?? 0 }
  if (probe === undefined) return null
  return (
    <>
      <NormCharts probes={probes} axis={axis} step={step} onRead={read} />
      <NormTable probe={probe} />
      <HeatMaps probes={probes} axis={axis} probe={probe} onRead={read} />
    </>
  )
}

import { useMemo, useState } from 'react'
import { describeModel } from '../../../nn/spec/describe'
import type { SignalRole } from '../../../nn/spec/definition'
import type { Histogram } from '../../../statistics/histogram'
import type { RunProbe } from '../../../state/watch/watch-state'
import { useMessages } from '../../kit/messages/messages'
import { useAppStore } from '../../kit/store'
import { signalWords } from '../../network/words'
import section from '../../kit/Section.module.css'
import type { Bounds } from './heat'
import { HeatMap, type HeatOption } from './HeatMap'
import type { AlongSteps } from './StepChart'
import { useLayerNames } from './use-layer-names'
import styles from './Watch.module.css'

export interface HeatMapsProps extends Omit<AlongSteps, 'steps' | 'step'> {
  readonly probes: readonly RunProbe[]
  /** The one that numbers are of. */
  readonly probe: RunProbe
}

/** How weights and signals are spread, each of one tensor and one signal that are picked. */
export function HeatMaps({ probes, probe, ...along }: HeatMapsProps) {
  const { watch: words } = useMessages()
  const tensors = useTensors(probe)
  const signals = useSignals(probe)
  const [tensor, setTensor] = useState<string | null>(null)
  const [signal, setSignal] = useState<string | null>(null)
  return (
    <div className={styles.charts}>
      <HeatMap
        {...along}
        kind="weights"
        options={tensors}
        picked={tensor}
        onPick={setTensor}
        probes={probes}
        step={probe.step}
        valuesOf={valuesOfTensor}
      />
      {signals.length === 0 ? (
        <p className={section.lead}>{words.signals.none}</p>
      ) : (
        <HeatMap
          {...along}
          kind="signals"
          options={signals}
          picked={signal}
          onPick={setSignal}
          probes={probes}
          step={probe.step}
          valuesOf={valuesOfSignal}
        />
      )}
    </div>
  )
}

function valuesOfTensor({ tensors }: RunProbe, id: string): Histogram | null {
  return tensors.find(({ name }) => name === id)?.values ?? null
}

function valuesOfSignal({ signals }: RunProbe, id: string): Histogram | null {
  return signals.find(({ layer, name }) => idOf(layer, name) === id)?.values ?? null
}

function idOf(layer: string, name: string): string {
  return `${layer}/${name}`
}

function useTensors({ tensors }: RunProbe): readonly HeatOption[] {
  const { watch: words } = useMessages()
  const nameOf = useLayerNames()
  return tensors.map(({ name, layer }) => ({
    value: name,
    label: words.option(nameOf(layer), name.slice(layer.length + 1)),
    bounds: null,
  }))
}

/** By the network's description, which knows what values a signal takes. */
function useSignals({ signals }: RunProbe): readonly HeatOption[] {
  const messages = useMessages()
  const nameOf = useLayerNames()
  const spec = useAppStore((state) => state.model?.spec ?? null)
  const layers = useMemo(() => (spec === null ? [] : describeModel(spec).layers), [spec])
  return signals.map(({ layer, name }) => {
    const described = layers.find((one) => one.name === layer)
    const signal = described?.signals.find((one) => one.name === name)
    const full = described && signal ? signalWords(messages, described.layer.type, signal).full : name
    return { value: idOf(layer, name), label: messages.watch.option(nameOf(layer), full), bounds: boundsOf(signal?.role) }
  })
}

const GATE: Bounds = [0, 1]
const STATE: Bounds = [-1, 1]

function boundsOf(role: SignalRole | undefined): Bounds {
  if (role === 'gate') return GATE
  return role === 'candidate' || role === 'state' ? STATE : null
}

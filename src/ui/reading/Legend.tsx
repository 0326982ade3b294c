import { useRef } from 'react'
import type { SignalRole } from '../../nn/spec/definition'
import { useFormat, useMessages } from '../kit/messages/messages'
import { type ColorScale, gateScale, probabilityScale, scaleOfRole, stateScale } from '../kit/scales'
import { setText } from '../kit/dom'
import { roundTop } from '../maps/fit-scale'
import { findSignal, isFitted, type LayerView } from '../network/layers'
import styles from './Legend.module.css'
import { useLive } from '../network/use-live'

export interface LegendProps {
  readonly layer: LayerView
  readonly hasBelief: boolean
}

/** The scales of the maps in view, once for all of them. */
export function Legend({ layer, hasBelief }: LegendProps) {
  const { legend } = useMessages().reading
  const format = useFormat()
  const signals = [...layer.signals, ...layer.others]
  const low = useRef<HTMLSpanElement>(null)
  const high = useRef<HTMLSpanElement>(null)
  const output = signals.find(isFitted)
  const has = (...roles: readonly SignalRole[]): boolean => signals.some(({ role }) => roles.includes(role))

  useLive(({ trace }) => {
    const signal = output && findSignal(trace, layer, output.name)
    const top = signal ? String(roundTop(signal.data)) : '…'
    setText(high.current, top)
    setText(low.current, output?.role === 'output' ? `−${top}` : '0')
  })

  return (
    <div className={styles.legend}>
      <dl className={styles.scales}>
        {has('gate') && <Scale name={legend.gate} scale={gateScale} ends={[legend.gateLow, legend.gateHigh]} />}
        {has('candidate', 'memory', 'state') && <Scale name={legend.state} scale={stateScale} ends={['−1', '1']} />}
        {output && (
          <div className={styles.entry}>
            <dt>{legend.output}</dt>
            <dd>
              <span ref={low} />
              <span className={styles.ramp} style={{ background: scaleOfRole(output.role).gradient }} />
              <span ref={high} />
            </dd>
          </div>
        )}
        {hasBelief && <Scale name={legend.probability} scale={probabilityScale} ends={['0', format.percent(1, 0)]} />}
      </dl>
      {has('memory') && <p className={styles.note}>{legend.stateHelp}</p>}
      {output && <p className={styles.note}>{legend.outputHelp}</p>}
    </div>
  )
}

interface ScaleProps {
  readonly name: string
  readonly scale: ColorScale
  readonly ends: readonly [string, string]
}

function Scale({ name, scale, ends: [low, high] }: ScaleProps) {
  return (
    <div className={styles.entry}>
      <dt>{name}</dt>
      <dd>
        <span>{low}</span>
        <span className={styles.ramp} style={{ background: scale.gradient }} />
        <span>{high}</span>
      </dd>
    </div>
  )
}

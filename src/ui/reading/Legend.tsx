import { useMessages } from '../kit/messages/messages'
import { type ColorScale, gateScale, probabilityScale, stateScale } from '../kit/scales'
import styles from './Legend.module.css'

/** The three scales of the maps, once for all of them. */
export function Legend() {
  const { legend } = useMessages().reading
  return (
    <div className={styles.legend}>
      <dl className={styles.scales}>
        <Scale name={legend.gate} scale={gateScale} ends={[legend.gateLow, legend.gateHigh]} />
        <Scale name={legend.state} scale={stateScale} ends={['−1', '1']} />
        <Scale name={legend.probability} scale={probabilityScale} ends={['0', '100 %']} />
      </dl>
      <p className={styles.note}>{legend.stateHelp}</p>
    </div>
  )
}

function Scale({
  name,
  scale,
  ends: [low, high],
}: {
  readonly name: string
  readonly scale: ColorScale
  readonly ends: readonly [string, string]
}) {
  return (
    <div className={styles.entry}>
      <dt>{name}</dt>
      <dd>
        {low}
        <span className={styles.ramp} style={{ background: scale.gradient }} />
        {high}
      </dd>
    </div>
  )
}

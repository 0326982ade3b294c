import { accuracyOf } from '../../statistics/confusion'
import { useFormat, useMessages } from '../kit/messages/messages'
import styles from './Figures.module.css'
import type { Counted } from './use-judgement'

const UNKNOWN = '–'

/** What a judgement comes to, in five figures. */
export function Figures({ counted: { confusion, calibration } }: { readonly counted: Counted }) {
  const { figures } = useMessages().judge
  const format = useFormat()
  const { hits, total, value, interval } = accuracyOf(confusion)
  const [low, high] = interval ?? [0, 1]
  return (
    <dl className={styles.figures} data-testid="judge-figures" data-hits={hits} data-total={total}>
      <Figure isMain name={figures.accuracy} value={value === null ? UNKNOWN : format.percent(value, 2)} />
      <Figure name={figures.interval} value={figures.range(format.percent(low, 2), format.percent(high, 2))} />
      <Figure name={figures.wrong} value={format.integer(total - hits)} />
      <Figure name={figures.confidence} value={calibration.confidence === null ? UNKNOWN : format.percent(calibration.confidence, 2)} />
      <Figure name={figures.error} value={calibration.error === null ? UNKNOWN : format.percent(calibration.error, 2)} />
    </dl>
  )
}

function Figure({ name, value, isMain = false }: { readonly name: string; readonly value: string; readonly isMain?: boolean }) {
  return (
    <div className={styles.figure} data-main={isMain}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

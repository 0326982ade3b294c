import { useMessages } from '../kit/messages/messages'
import { Calibration } from './Calibration'
import { ClassTable } from './ClassTable'
import { Confusion } from './Confusion'
import { Figures } from './Figures'
import styles from './Judge.module.css'
import { Limits } from './Limits'
import { Settings } from './Settings'
import { useJudgement } from './use-judgement'

/** How good the network is, where it is wrong, how sure it is, and how much it needs. */
export function Judge() {
  const { judge } = useMessages()
  const counted = useJudgement()
  return (
    <section className={styles.judge} aria-labelledby="judge-title">
      <header className={styles.header}>
        <h2 id="judge-title" className={styles.title}>
          {judge.title}
        </h2>
        <p className={styles.lead}>{judge.lead}</p>
      </header>
      <Settings />
      {counted !== null && (
        <>
          <Figures counted={counted} />
          <Confusion counted={counted} />
          <ClassTable confusion={counted.confusion} />
          <Calibration calibration={counted.calibration} />
        </>
      )}
      <Limits />
    </section>
  )
}

import { useMessages } from '../kit/messages/messages'
import { AugmentationSettings } from './AugmentationSettings'
import { Controls } from './Controls'
import { Curves } from './Curves'
import { EpochTable } from './EpochTable'
import { ProfilePanel } from './ProfilePanel'
import { Progress } from './Progress'
import { Seeds } from './Seeds'
import { Settings } from './Settings'
import { StoppingSettings } from './StoppingSettings'
import { TimeMachine } from './TimeMachine'
import { Trouble } from './Trouble'
import styles from './TrainingPanel.module.css'

/** Sets up, runs and shows a training run; the pad beside it stays live. */
export function TrainingPanel() {
  const { training } = useMessages()
  return (
    <section className={styles.panel} aria-labelledby="training-title">
      <header className={styles.header}>
        <h2 id="training-title" className={styles.title}>
          {training.title}
        </h2>
        <p className={styles.lead}>{training.lead}</p>
      </header>
      <Settings />
      <AugmentationSettings />
      <StoppingSettings />
      <Controls />
      <Seeds />
      <Progress />
      <Trouble />
      <Curves />
      <TimeMachine />
      <EpochTable />
      <ProfilePanel />
    </section>
  )
}

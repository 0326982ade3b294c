import type { PointerEvent } from 'react'
import type { RaceLane } from '../../../state/race/race-state'
import { Button } from '../../kit/Button'
import { describeError } from '../../kit/errors'
import { useFormat, useMessages } from '../../kit/messages/messages'
import { useActions, useAppStore } from '../../kit/store'
import { classLabel, useTask } from '../../kit/task'
import { LineSwatch } from '../../kit/LineSwatch'
import styles from './RaceLanes.module.css'

export interface LaneProps {
  readonly lane: RaceLane
  readonly place: number
  readonly onPick: (event: PointerEvent<HTMLElement>) => void
}

/** A network of the race: what it has come to, and its reading, which is written into it at the pen's rate. */
export function Lane({ lane, place, onPick }: LaneProps) {
  const { race: words } = useMessages()
  const task = useTask()
  const { name, colour, end } = lane
  const { takeFromRace, setTab } = useActions()
  const trains = useAppStore(({ training: { state } }) => state === 'starting' || state === 'running' || state === 'paused')
  const isReady = useAppStore(({ race: { state } }) => state !== 'starting')
  const take = async (): Promise<void> => {
    await takeFromRace(place)
    setTab('gates')
    // What was pressed is gone with its view.
    document.getElementById('main')?.focus()
  }
  return (
    <li className={styles.lane} data-lane={name} data-end={end?.state}>
      <h4 className={styles.name}>
        <LineSwatch colour={colour} dashes={colour} />
        <span translate="no">{name}</span>
        {end !== null && <span className={styles.end}>{words.ends[end.state]}</span>}
      </h4>
      <Figures lane={lane} />
      <p className={styles.answer}>
        <span className={styles.caption}>{words.answer}</span>
        <span className={styles.digit} data-part="digit" translate="no" />
        <span className={styles.probability} data-part="probability" translate="no" />
        <span className={styles.caption}>{words.soFar}</span>
        <span className={styles.soFar} data-part="so-far" translate="no" />
      </p>
      <div className={styles.titles} aria-hidden>
        <span>{words.beliefTitle}</span>
        <span>{words.gradientTitle}</span>
      </div>
      <div className={styles.plots} onPointerUp={onPick}>
        <canvas role="img" aria-label={words.belief(name)} width={task.classes.length} height={1} />
        <svg viewBox="0 0 1 1" preserveAspectRatio="none" role="img" aria-label={words.gradients(name)}>
          <path data-gradient />
        </svg>
        <p className={styles.atOnce}>{words.atOnce}</p>
        <div className={styles.line} />
      </div>
      <div className={styles.feet} aria-hidden translate="no">
        <div className={styles.classes}>
          {task.classes.map((_, index) => (
            <span key={index}>{classLabel(task, index)}</span>
          ))}
        </div>
        <div className={styles.powers}>
          <Power />
          <Power />
        </div>
      </div>
      <Button small unavailable={trains || !isReady} aria-label={words.takeName(name)} onClick={() => void take()}>
        {words.take}
      </Button>
      <Trouble lane={lane} />
    </li>
  )
}

/** An end of the gradients' scale; its exponent is written with the reading. */
function Power() {
  return (
    <span className={styles.power}>
      <span>10</span>
      <sup data-part="power" />
    </span>
  )
}

function Figures({ lane: { loss, accuracy, seconds, epochs } }: { readonly lane: RaceLane }) {
  const { race: words } = useMessages()
  const format = useFormat()
  const tested = epochs.at(-1)?.testAccuracy
  const figures = [
    [words.loss, loss === null ? words.unknown : format.decimal(loss, 3)],
    [words.accuracy, accuracy === null ? words.unknown : format.percent(accuracy)],
    [words.tested, tested === undefined ? words.unknown : format.percent(tested)],
    [words.time, format.duration(seconds)],
  ] as const
  return (
    <dl className={styles.figures}>
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Why a network has ended before the others. */
function Trouble({ lane: { end } }: { readonly lane: RaceLane }) {
  const messages = useMessages()
  if (end === null || end.error === null) return null
  const { message, hint } = describeError(end.error, messages)
  return <p className={styles.trouble}>{messages.shell.sentences([message, hint])}</p>
}

import { useState } from 'react'
import { DIGITS, isSameTask } from '../../core/task'
import type { Mistake } from '../../worker/protocol'
import { Button } from '../kit/Button'
import { classes } from '../kit/classes'
import { useFormat, useMessages } from '../kit/messages/messages'
import picture from '../kit/PictureButton.module.css'
import { Progress } from '../kit/Progress'
import { describeSet } from '../kit/set-names'
import { useActions, useAppStore } from '../kit/store'
import { classesOf, classLabel, className, useTask } from '../kit/task'
import { FilePicker } from '../kit/FilePicker'
import styles from './Shelf.module.css'
import { Thumbnail } from '../kit/Thumbnail'

/** Everything that can be put on the pad: digits by class, test pictures that the model gets wrong, pictures of one's own. */
export function Shelf({ writeDigit }: { readonly writeDigit: (digit: number) => void }) {
  const words = useMessages()
  const messages = words.pad.shelf
  const { putOnPad } = useActions()
  const task = useTask()
  return (
    <>
      {/* Digits are all that the pad can write by itself. */}
      {isSameTask(task, DIGITS) && (
        <section className={styles.part}>
          <h3>{messages.digits}</h3>
          <div className={styles.digits} role="group" aria-label={messages.digits}>
            {classesOf(task, words).map(({ label, name }, index) => (
              <Button key={label} small className={styles.digit} aria-label={messages.write(name)} onClick={() => writeDigit(index)}>
                {label}
              </Button>
            ))}
          </div>
          <p className={styles.note}>{messages.digitsNote}</p>
        </section>
      )}
      <HardOnesShelf />
      <section className={styles.part}>
        <h3>{messages.pictures}</h3>
        <p className={styles.note}>{messages.picturesNote}</p>
        <div>
          <FilePicker accept="image/*" onFiles={([file]) => file && putOnPad({ file })}>
            {messages.openPicture}
          </FilePicker>
        </div>
      </section>
    </>
  )
}

/** Test pictures that the current model answers wrongly. */
function HardOnesShelf() {
  const words = useMessages()
  const messages = words.pad.shelf
  const format = useFormat()
  const { findHardOnes } = useActions()
  const { state, isStale, set, examined, total, mistakes } = useAppStore((store) => store.hardOnes)
  const isTraining = useAppStore(({ training }) => training.state === 'starting' || training.state === 'running')
  const isLooking = state === 'looking'
  const isOver = state === 'found' && !isStale && examined >= total
  const note =
    state === 'none' || total === 0
      ? messages.hardOnesNote
      : messages.found(format.integer(mistakes.length), format.integer(examined), describeSet(set, words.sets))
  return (
    <section className={styles.part} aria-busy={isLooking}>
      <h3>{messages.hardOnes}</h3>
      <p className={styles.note}>
        {words.shell.sentences(isTraining ? [note, messages.training] : isStale ? [note, messages.stale] : [note])}
      </p>
      {mistakes.length > 0 && <MistakeGrid mistakes={mistakes} isStale={isStale} />}
      {isLooking && <Progress label={messages.looking} fraction={total === 0 ? null : examined / total} />}
      {!isOver && (
        <div>
          <Button unavailable={isLooking || isTraining} onClick={() => void findHardOnes()}>
            {isLooking ? messages.looking : isStale ? messages.lookAgain : state === 'none' ? messages.look : messages.lookOn}
          </Button>
        </div>
      )}
    </section>
  )
}

function MistakeGrid({ mistakes, isStale }: { readonly mistakes: readonly Mistake[]; readonly isStale: boolean }) {
  const words = useMessages()
  const messages = words.pad.shelf
  const task = useTask()
  const describe = ({ label, answer, probability }: Mistake): string =>
    messages.mistake(className(task, label, words), className(task, answer, words), format.probability(probability))
  const format = useFormat()
  const { putOnPad } = useActions()
  const [chosen, setChosen] = useState<number | null>(null)
  return (
    <ul className={styles.grid} data-stale={isStale} aria-label={messages.hardOnes}>
      {mistakes.map((mistake) => (
        <li key={mistake.index}>
          <button
            type="button"
            className={classes(picture.button, styles.mistake)}
            aria-label={describe(mistake)}
            title={describe(mistake)}
            aria-pressed={mistake.index === chosen}
            onClick={() => {
              setChosen(mistake.index)
              putOnPad({ picture: mistake.image, label: mistake.label })
            }}
          >
            <Thumbnail image={mistake.image} size={task.input} />
            <span className={picture.verdict} aria-hidden>
              <span>{`${classLabel(task, mistake.label)} `}</span>
              <span className={styles.arrow}>{'→ '}</span>
              <b>{classLabel(task, mistake.answer)}</b>
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}

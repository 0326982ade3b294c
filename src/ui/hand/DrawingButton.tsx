import { DIGITS, isSameTask } from '../../core/task'
import type { HandDrawing } from '../../data/hand/drawing'
import { Button } from '../kit/Button'
import { classes } from '../kit/classes'
import { useFormat, useMessages } from '../kit/messages/messages'
import picture from '../kit/PictureButton.module.css'
import { Popover, PopoverClose } from '../kit/Popover'
import { useActions } from '../kit/store'
import { classLabel, useTask } from '../kit/task'
import { Thumbnail } from '../kit/Thumbnail'
import styles from './Drawings.module.css'
import { pictureOf } from './pictures'

export interface DrawingButtonProps {
  readonly drawing: HandDrawing
  /** Among those of its digit, counted from 1. */
  readonly place: number
}

/** A drawing as the network sees it; pressed, what can be done with it. */
export function DrawingButton({ drawing, place }: DrawingButtonProps) {
  const { gallery: words } = useMessages().hand
  const format = useFormat()
  const task = useTask()
  const { relabelDrawing, deleteDrawings, putOnPad } = useActions()
  const { id, label, strokes } = drawing
  return (
    <Popover
      title={words.actions}
      align="center"
      trigger={
        <button
          type="button"
          className={classes(picture.button, styles.drawing)}
          aria-label={words.drawing(classLabel(DIGITS, label), format.integer(place))}
        >
          <Thumbnail image={pictureOf(drawing)} size={DIGITS.input} />
        </button>
      }
    >
      <div className={styles.part}>
        <h3>{words.relabel}</h3>
        <div className={styles.labels} role="group" aria-label={words.relabel}>
          {DIGITS.classes.map((_, digit) => (
            <PopoverClose key={digit}>
              <Button small className={styles.choice} aria-pressed={digit === label} onClick={() => void relabelDrawing(id, digit)}>
                {classLabel(DIGITS, digit)}
              </Button>
            </PopoverClose>
          ))}
        </div>
      </div>
      <div className={styles.files}>
        <PopoverClose>
          <Button small unavailable={!isSameTask(task, DIGITS)} onClick={() => putOnPad({ strokes, label: null })}>
            {words.show}
          </Button>
        </PopoverClose>
        <PopoverClose>
          <Button small onClick={() => void deleteDrawings([id])}>
            {words.remove}
          </Button>
        </PopoverClose>
      </div>
    </Popover>
  )
}

import { type RefObject, useEffect, useId, useState } from 'react'
import { DIGITS } from '../../core/task'
import { Button } from '../kit/Button'
import { useFormat, useMessages } from '../kit/messages/messages'
import { Progress } from '../kit/Progress'
import { useActions, useAppStore } from '../kit/store'
import { classLabel } from '../kit/task'
import { Tooltip } from '../kit/Tooltip'
import styles from './Asked.module.css'
import type { PadController } from './pad-controller'
import { useAsked } from './use-asked'

export interface AskedDigitProps {
  readonly controller: PadController
  /** What the keyboard draws on. */
  readonly surface: RefObject<HTMLDivElement | null>
}

/** Which digit the visitor is asked to write, or that it was the last. */
export function AskedDigit({ controller, surface }: AskedDigitProps) {
  const asking = useAppStore(({ hand }) => hand.asking)
  const take = useAsked(controller)
  const isDone = useAppStore(({ hand }) => hand.isDone)
  const isAsking = asking !== null

  useEffect(() => {
    if (isAsking) surface.current?.focus()
  }, [isAsking, surface])

  if (asking !== null) return <Card left={asking.left} taken={asking.taken.length} take={take} />
  return isDone ? <Thanks controller={controller} /> : null
}

interface CardProps {
  readonly left: readonly number[]
  readonly taken: number
  readonly take: () => void
}

function Card({ left, taken, take }: CardProps) {
  const { asked: words } = useMessages().hand
  const format = useFormat()
  const actions = useActions()
  const help = useId()
  const total = taken + left.length
  const progress = words.progress(format.integer(taken), format.integer(total))
  return (
    <section className={styles.asked} aria-label={words.label} aria-describedby={help} data-testid="asked" data-digit={left[0]}>
      <div className={styles.head}>
        <p className={styles.digit} role="status">
          {words.write(classLabel(DIGITS, left[0] ?? 0))}
        </p>
        <span className={styles.count}>{progress}</span>
      </div>
      <Progress label={words.label} fraction={taken / Math.max(1, total)} valueText={progress} />
      <div className={styles.buttons}>
        <Tooltip text={words.takeHint}>
          <Button small onClick={take}>
            {words.take}
          </Button>
        </Tooltip>
        <Tooltip text={words.backHint}>
          <Button small unavailable={taken === 0} onClick={() => void actions.takeBack()}>
            {words.back}
          </Button>
        </Tooltip>
        <Tooltip text={words.skipHint}>
          <Button small unavailable={left.length < 2} onClick={() => void actions.skipAsked()}>
            {words.skip}
          </Button>
        </Tooltip>
        <Button small onClick={() => void actions.stopAsking()}>
          {words.stop}
        </Button>
      </div>
      <p id={help} className={styles.help}>
        {words.help}
      </p>
    </section>
  )
}

/** The last digit was taken; until something else is drawn. */
function Thanks({ controller }: Pick<AskedDigitProps, 'controller'>) {
  const { asked: words } = useMessages().hand
  const [isOver, setOver] = useState(false)
  useEffect(() => controller.watch(({ strokes }) => strokes.length > 0 && setOver(true)), [controller])
  return isOver ? null : (
    <p className={styles.done} role="status">
      {words.done}
    </p>
  )
}

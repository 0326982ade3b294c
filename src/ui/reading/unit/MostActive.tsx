import { useCallback, useId, useRef } from 'react'
import type { ActiveExample } from '../../../worker/protocol'
import { useFormat, useMessages } from '../../kit/messages/messages'
import { inkScale } from '../../kit/scales'
import { describeSet } from '../../kit/set-names'
import { useActions } from '../../kit/store'
import { className } from '../../kit/task'
import type { ModelView, SequenceLayer } from '../../network/layers'
import { MapCanvas } from '../../maps/map-canvas'
import { PartRead, type PartReadHandle } from '../../maps/PartRead'
import { stepPlace } from '../../network/words'
import part from './UnitPart.module.css'
import styles from './MostActive.module.css'
import { EXAMPLES, useMostActive } from './use-most-active'

export interface MostActiveProps {
  readonly model: ModelView
  readonly layer: SequenceLayer
  readonly unit: number
}

/** Test pictures on which the unit's output goes farthest from 0, each with a mark where that was; pressing one puts it on the pad. */
export function MostActive({ model, layer, unit }: MostActiveProps) {
  const messages = useMessages()
  const words = messages.unit.active
  const format = useFormat()
  const section = useRef<HTMLElement>(null)
  const title = useId()
  const active = useMostActive(layer.name, unit, section)
  const symbol = layer.signals.at(-1)?.symbol ?? ''

  return (
    <section
      ref={section}
      className={part.part}
      data-left-out="print"
      aria-labelledby={title}
      data-testid="most-active"
      data-state={active.state}
    >
      <h4 id={title} className={part.title}>
        {words.title}
      </h4>
      <p className={part.help}>
        {active.state === 'found'
          ? words.found(format.integer(active.found.count), describeSet(active.found.set, messages.sets), symbol)
          : words[active.state]}
      </p>
      {active.state === 'found' && (
        <ol className={styles.examples} data-stale={active.isStale || undefined}>
          {active.found.examples.map((example) => (
            <Example key={example.index} model={model} layer={layer} symbol={symbol} example={example} />
          ))}
        </ol>
      )}
      {active.state === 'looking' && (
        <div className={styles.examples} aria-hidden>
          {Array.from({ length: EXAMPLES }, (_, place) => (
            <div key={place} className={styles.waiting} />
          ))}
        </div>
      )}
    </section>
  )
}

interface ExampleProps {
  readonly model: ModelView
  readonly layer: SequenceLayer
  readonly symbol: string
  readonly example: ActiveExample
}

function Example({ model, layer, symbol, example: { picture: ink, label, step, value } }: ExampleProps) {
  const messages = useMessages()
  const words = messages.unit.active
  const format = useFormat()
  const { putOnPad, setCursor } = useActions()
  const picture = model.task.input
  const name = className(model.task, label, messages)
  const place = stepPlace(messages, model, layer, step)
  const number = format.decimal(value, 2)
  const draw = useCallback(
    (canvas: HTMLCanvasElement | null) => {
      if (canvas !== null) new MapCanvas(canvas, { scale: inkScale }).paint(ink)
    },
    [ink],
  )
  const mark = useCallback((part: PartReadHandle | null) => part?.markStep(model, layer, step), [model, layer, step])
  const show = (): void => {
    putOnPad({ picture: ink, label })
    setCursor({ step, playing: false })
  }
  return (
    <li>
      <button type="button" className={styles.example} aria-label={words.example(name, symbol, number, place)} onClick={show}>
        <span className={styles.picture}>
          <canvas ref={draw} width={picture.width} height={picture.height} />
          <PartRead ref={mark} size={picture} framed={false} />
        </span>
        <span className={styles.value}>{number}</span>
        <span className={styles.place}>{words.caption(name, place)}</span>
      </button>
    </li>
  )
}

import { type PointerEvent, useRef } from 'react'
import type { Store } from '../../../state/app-state'
import { setData, setText, setVariable } from '../../kit/dom'
import { useFormat, useMessages } from '../../kit/messages/messages'
import { Slider } from '../../kit/Slider'
import { useAppStore } from '../../kit/store'
import { classLabel, useTask } from '../../kit/task'
import { decadesOf } from '../../kit/decades'
import { normPath } from '../../network/norms'
import { useLive } from '../../network/use-live'
import section from '../../kit/Section.module.css'
import { BeliefCanvas } from './belief-canvas'
import { Lane } from './Lane'
import { answersOf, mainGradient } from './lane-reading'
import styles from './RaceLanes.module.css'
import { RaceNumbers } from './RaceNumbers'
import { useScan } from './use-scan'

const isNews = (state: Store, before: Store): boolean => state.race.readings !== before.race.readings

/** What every network of the race has come to, and what it reads on the pad: one scan line through all. */
export function RaceLanes() {
  const { race: words } = useMessages()
  const format = useFormat()
  const task = useTask()
  const root = useRef<HTMLDivElement>(null)
  const canvases = useRef(new WeakMap<HTMLCanvasElement, BeliefCanvas>())
  const lanes = useAppStore((state) => state.race.lanes)
  const isBlank = useAppStore((state) => state.drawing.isEmpty)
  const scan = useScan()
  const part = (scan.step + 1) / scan.steps

  useLive(({ race: { readings } }) => {
    if (root.current === null) return
    setVariable(root.current, '--scan', part)
    const traces = readings?.traces ?? []
    const gradients = traces.map(mainGradient)
    // One scale for all, so that what stands farther to the right is more.
    const decades = decadesOf(gradients.flatMap((gradient) => (gradient === null ? [] : [gradient.norms])))
    for (const [place, lane] of root.current.querySelectorAll<HTMLElement>('[data-lane]').entries()) {
      const trace = traces[place] ?? null
      const canvas = lane.querySelector('canvas')
      if (canvas !== null) {
        const belief = canvases.current.get(canvas) ?? new BeliefCanvas(canvas)
        canvases.current.set(canvas, belief)
        belief.paint(trace)
      }
      const norms = gradients[place]?.norms ?? []
      const path = norms.length < 2 ? '' : normPath(norms, decades, (step) => (step + 0.5) / norms.length)
      lane.querySelector('path[data-gradient]')?.setAttribute('d', path)
      lane.toggleAttribute('data-at-once', trace !== null && path === '')
      for (const [end, power] of [...lane.querySelectorAll('[data-part=power]')].entries()) {
        setText(power, path === '' ? '' : String(end === 0 ? decades.low : decades.high).replace('-', '−'))
      }
      const answers = trace === null ? null : answersOf(trace, part)
      setData(lane, 'answer', answers?.last.digit ?? null)
      setText(lane.querySelector('[data-part=digit]'), answers === null ? words.unknown : classLabel(task, answers.last.digit))
      setText(lane.querySelector('[data-part=probability]'), answers === null ? '' : format.probability(answers.last.probability))
      const soFar = answers?.soFar ?? null
      setText(
        lane.querySelector('[data-part=so-far]'),
        soFar === null ? words.unknown : words.believes(classLabel(task, soFar.digit), format.probability(soFar.probability)),
      )
    }
  }, isNews)

  const pick = (event: PointerEvent<HTMLElement>): void => {
    const box = event.currentTarget.getBoundingClientRect()
    const at = Math.floor(((event.clientY - box.top) / box.height) * scan.steps)
    if (event.button === 0) scan.move(Math.min(scan.steps - 1, Math.max(0, at)))
  }

  return (
    <div ref={root} className={styles.race} role="group" aria-label={words.lanes}>
      <ul className={styles.lanes}>
        {lanes.map((lane, place) => (
          <Lane key={`${lane.name} ${place}`} lane={lane} place={place} onPick={pick} />
        ))}
      </ul>
      <div className={styles.scan}>
        <span className={styles.label} aria-hidden>
          {words.scan}
        </span>
        <div className={styles.slider}>
          <Slider
            label={words.scan}
            min={1}
            max={scan.steps}
            value={scan.step + 1}
            valueText={words.at(format.integer(scan.step + 1), format.integer(scan.steps))}
            onValueChange={(step) => scan.move(step - 1)}
          />
        </div>
      </div>
      <RaceNumbers />
      <p className={section.help}>{isBlank ? words.blank : words.help}</p>
    </div>
  )
}

import { useEffect, useId, useRef, useState } from 'react'
import { useFormat, useMessages } from '../../kit/messages/messages'
import { SaveFigure } from '../../kit/SaveFigure'
import { useAppStore, useAppStoreApi } from '../../kit/store'
import section from '../../kit/Section.module.css'
import { ChartView } from './chart-view'
import { CurveChart } from './CurveChart'
import styles from './Curves.module.css'
import { curvesTable } from './curves-table'
import { CurvesNumbers } from './CurvesNumbers'
import { CurveToolbar } from './CurveToolbar'
import { Readout } from './Readout'

/** Loss, accuracy and learning rate, growing step by step: to be looked at closely, and to be taken along. */
export function Curves() {
  const store = useAppStoreApi()
  const { curves: words } = useMessages().training
  const format = useFormat()
  const title = useId()
  const picture = useRef<HTMLDivElement>(null)
  const isEmpty = useAppStore((state) => state.training.step === 0)
  const model = useAppStore((state) => state.model?.name ?? '')
  const [view] = useState(() => new ChartView())

  useEffect(() => {
    const { series } = store.getState()
    const follow = (): void => view.follow(series.view().steps.at(-1) ?? 0)
    follow()
    return series.subscribe(follow)
  }, [store, view])

  const head = () => {
    const { from, to } = view.shown
    return { title: words.pictureTitle(model), subtitle: words.shows(format.integer(Math.max(1, from)), format.integer(to)) }
  }
  return (
    <section className={section.section} aria-labelledby={title}>
      <h3 id={title} className={section.title}>
        {words.title}
      </h3>
      <CurveToolbar view={view} />
      <Readout view={view} />
      {/* Whatever chart was clicked, the keys are those of the first, which has the slider. */}
      <div
        ref={picture}
        className={styles.charts}
        onClick={() => picture.current?.querySelector<HTMLElement>('[role=slider]')?.focus({ preventScroll: true })}
      >
        <CurveChart quantity="loss" view={view} />
        <CurveChart quantity="accuracy" view={view} />
        <CurveChart quantity="rate" view={view} />
      </div>
      <p className={section.help}>{words.help}</p>
      <CurvesNumbers />
      <SaveFigure
        name={[model, words.file]}
        figure={picture}
        head={head}
        table={() => curvesTable(store.getState().series.view(), store.getState().training)}
        isEmpty={isEmpty}
      />
    </section>
  )
}

import { useEffect, useRef } from 'react'
import { setData, setText } from '../../kit/dom'
import { useFormat, useMessages } from '../../kit/messages/messages'
import { useAppStore, useAppStoreApi } from '../../kit/store'
import type { ChartView } from './chart-view'
import { figuresOf, valuesAt } from './looked-at'
import styles from './Readout.module.css'

const FIGURES = ['step', 'time', 'loss', 'accuracy', 'rate'] as const
/** While nothing moves over the charts, the newest step is shown this often, milliseconds. */
const INTERVAL = 100

/** What the lines of all charts are at the step that is looked at, or at the newest. */
export function Readout({ view }: { readonly view: ChartView }) {
  const store = useAppStoreApi()
  const { curves: words } = useMessages().training
  const format = useFormat()
  const smoothing = useAppStore((state) => state.view.curves.smoothing)
  const list = useRef<HTMLDListElement>(null)

  useEffect(() => {
    const root = list.current
    if (root === null) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const show = (): void => {
      clearTimeout(timer)
      timer = undefined
      const values = valuesAt(store.getState(), view.step)
      const figures = values && figuresOf(values, format)
      for (const name of FIGURES) setText(root.querySelector(`[data-figure=${name}]`), figures?.[name] ?? words.unknown)
      setData(root, 'step', values?.step ?? null)
    }
    const soon = (): void => {
      timer ??= setTimeout(show, INTERVAL)
    }
    let looked = view.step
    show()
    const leaveView = view.subscribe(() => {
      if (looked === view.step) return soon()
      looked = view.step
      show()
    })
    return () => {
      clearTimeout(timer)
      leaveView()
    }
  }, [store, view, words, format, smoothing])

  return (
    <dl ref={list} className={styles.readout} data-testid="curve-values">
      {FIGURES.map((name) => (
        <div key={name} className={styles.figure}>
          <dt>{words.figures[name]}</dt>
          <dd data-figure={name} />
        </div>
      ))}
    </dl>
  )
}

import { X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { Button } from '../kit/Button'
import type { Elements } from '../kit/elements'
import { IconButton } from '../kit/IconButton'
import { prefersReducedMotion } from '../kit/media'
import { useMessages } from '../kit/messages/messages'
import { useActions, useAppStore, useAppStoreApi } from '../kit/store'
import type { ModelView, SequenceLayer } from '../network/layers'
import { SoFar } from '../network/SoFar'
import { useModelView } from '../network/use-model-view'
import { restoring } from './restoring'
import { Spotlight } from './Spotlight'
import { factsOf, type Stop, stops, tourLayer } from './stops'
import styles from './Tour.module.css'
import { TOUR_BUTTON } from './button'
import { Equations, Misfit, StopText } from './TourText'

/** The guided reading: a sheet at the foot of the window, which leaves the page to the visitor. */
export function OpenTour() {
  const at = useAppStore((state) => Math.min(state.tour.stop, stops.length - 1))
  const stop = stops[at]!
  const { model } = useModelView()
  const isTrained = useAppStore((state) => (state.model?.trainedOn.length ?? 0) > 0)
  const layer = tourLayer(model, isTrained)
  const store = useAppStoreApi()
  const { setTour, setTab } = useActions()
  const sheet = useRef<HTMLElement>(null)

  useEffect(() => {
    setTab('gates')
  }, [at, setTab])

  // What the stops move is put back, however the visitor leaves; it is noted before the first stop moves anything.
  const [restore] = useState(() => restoring(store))
  useEffect(() => restore, [restore])

  const leave = (): void => {
    // A visitor who leaves from the last stop has seen all of it.
    setTour(at === stops.length - 1 ? { isOpen: false, stop: 0 } : { isOpen: false })
    // The button that it began with is in the reading, which comes back into view.
    requestAnimationFrame(() => (document.querySelector<HTMLElement>(`#${TOUR_BUTTON}`) ?? document.querySelector('main'))?.focus())
  }
  const goTo = (next: number): void => {
    if (next >= 0 && next < stops.length) setTour({ stop: next })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'ArrowRight') goTo(at + 1)
    else if (event.key === 'ArrowLeft') goTo(at - 1)
    else return
    event.preventDefault()
  }
  const finish = (): void => {
    setTour({ isOpen: false, stop: 0 })
  }
  useEscape(leave)

  return (
    <>
      <Sheet
        key={layer === null ? 'misfit' : stop.id}
        ref={sheet}
        at={at}
        title={layer === null ? null : stop}
        onKeyDown={onKeyDown}
        onLeave={leave}
      >
        {model === null || layer === null ? (
          <Misfit />
        ) : (
          <>
            <StopText stop={stop} model={model} layer={layer} />
            {stop.beside !== undefined && model.belief && (
              <div className={styles.answer}>
                <SoFar model={model} layer={layer} belief={model.belief} testId="tour-so-far" />
              </div>
            )}
            <Equations stop={stop} />
            {stop.id === 'yours' ? <Farewell onFinish={finish} onBack={() => goTo(at - 1)} /> : <Steps at={at} onGoTo={goTo} />}
          </>
        )}
      </Sheet>
      {model !== null && layer !== null && (
        <Play key={`play ${stop.id}`} stop={stop} model={model} layer={layer} store={store} sheet={sheet} />
      )}
    </>
  )
}

/** Leaves wherever the focus is; a popover or dialog above takes the key first. */
function useEscape(leave: () => void): void {
  const latest = useRef(leave)
  useEffect(() => {
    latest.current = leave
  })
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open]') !== null) return
      event.preventDefault()
      latest.current()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}

interface SheetProps {
  readonly ref: React.RefObject<HTMLElement | null>
  readonly at: number
  /** Null for a page whose model does not fit. */
  readonly title: Stop | null
  readonly onKeyDown: (event: KeyboardEvent) => void
  readonly onLeave: () => void
  readonly children: Elements
}

/** Takes the focus with every stop, so that a screen reader says where one is and arrow keys lead on. */
function Sheet({ ref, at, title, onKeyDown, onLeave, children }: SheetProps) {
  const { tour } = useMessages().learn
  const heading = useRef<HTMLHeadingElement>(null)
  const id = useId()
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <section ref={ref} className={styles.sheet} role="dialog" aria-labelledby={id} aria-describedby="tour-keys" onKeyDown={onKeyDown}>
      <div className={styles.header}>
        <span className={styles.label}>{tour.label}</span>
        <span className={styles.place} aria-hidden>
          {tour.place(at + 1, stops.length)}
        </span>
        <span className={styles.track} aria-hidden>
          {stops.map(({ id: stopId }, index) => (
            <span key={stopId} data-passed={index <= at || undefined} />
          ))}
        </span>
        <IconButton small label={tour.leave} onClick={onLeave}>
          <X aria-hidden />
        </IconButton>
      </div>
      <h2 ref={heading} id={id} className={styles.title} tabIndex={-1}>
        <span className="visually-hidden">{tour.placeSpoken(at + 1, stops.length)}</span>
        <span>{title === null ? tour.misfit.title : tour.stops[title.id].title}</span>
      </h2>
      <p id="tour-keys" className="visually-hidden">
        {tour.keys}
      </p>
      {children}
    </section>
  )
}

function Steps({ at, onGoTo }: { readonly at: number; readonly onGoTo: (stop: number) => void }) {
  const { tour } = useMessages().learn
  return (
    <div className={styles.actions}>
      <Button variant="primary" onClick={() => onGoTo(at + 1)}>
        {tour.next}
      </Button>
      <Button variant="quiet" unavailable={at === 0} onClick={() => onGoTo(at - 1)}>
        {tour.back}
      </Button>
    </div>
  )
}

/** The last stop leads on into the page. */
function Farewell({ onFinish, onBack }: { readonly onFinish: () => void; readonly onBack: () => void }) {
  const { tour } = useMessages().learn
  const { setTab } = useActions()
  const goTo = (tab: 'train' | 'learn'): void => {
    onFinish()
    setTab(tab)
    requestAnimationFrame(() => document.querySelector<HTMLElement>('main')?.focus())
  }
  const draw = (): void => {
    onFinish()
    const pad = document.querySelector<HTMLElement>('aside [role="application"]')
    pad?.scrollIntoView({ block: 'nearest' })
    pad?.focus()
  }
  return (
    <div className={styles.actions}>
      <Button variant="primary" onClick={draw}>
        {tour.draw}
      </Button>
      <Button onClick={() => goTo('train')}>{tour.train}</Button>
      <Button onClick={() => goTo('learn')}>{tour.read}</Button>
      <Button variant="quiet" onClick={onBack}>
        {tour.back}
      </Button>
    </div>
  )
}

const NOTHING: readonly string[] = []

interface PlayProps {
  readonly stop: Stop
  readonly model: ModelView
  readonly layer: SequenceLayer
  readonly store: ReturnType<typeof useAppStoreApi>
  readonly sheet: React.RefObject<HTMLElement | null>
}

/** Moves the page to what a stop speaks of, once. */
function Play({ stop, model, layer, store, sheet }: PlayProps) {
  const [isStill] = useState(prefersReducedMotion)
  useEffect(() => {
    const playing = new AbortController()
    const { cursor, actions } = store.getState()
    if (cursor.layer !== layer.name && model.layers.length > 1) actions.setCursor({ layer: layer.name })
    void stop.play({ store, signal: playing.signal, isStill }, layer, () => factsOf(store.getState(), model, layer))
    return () => playing.abort()
  }, [stop, model, layer, store, isStill])
  return <Spotlight targets={stop.targets} beside={stop.beside ?? NOTHING} sheet={sheet} isStill={isStill} />
}

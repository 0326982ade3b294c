import { type StepWindow, windowWithin } from './step-window'

/** A run shorter than this still gets so many steps of axis: three points should not fill a chart. */
const FEWEST_STEPS = 20

/**
 * What all charts of a run share: which steps they show, and the one that is looked at. It changes with every move of a pointer, so that it is subscribed to and
 * not rendered.
 */
export class ChartView {
  /** Null for the whole run, however long it gets. */
  window: StepWindow | null = null
  /** Null where the pointer is elsewhere: then the newest step counts. */
  step: number | null = null
  /** What is being chosen by dragging over it. */
  selection: StepWindow | null = null
  private last = 0
  private readonly listeners = new Set<() => void>()

  /** Of the axis, when all of the run is in view. */
  get whole(): StepWindow {
    return { from: 0, to: Math.max(this.last, FEWEST_STEPS) }
  }

  get shown(): StepWindow {
    return this.window ?? this.whole
  }

  /** The run has come to a step. Another run is shown as a whole. */
  follow(last: number): void {
    if (last < this.last && (this.window?.to ?? 0) > Math.max(last, FEWEST_STEPS)) this.window = null
    if (this.step !== null && this.step > last) this.step = null
    this.last = last
    this.changed()
  }

  look(step: number | null): void {
    if (step === this.step) return
    this.step = step
    this.changed()
  }

  select(selection: StepWindow | null): void {
    this.selection = selection
    this.changed()
  }

  /** Null for the whole run. */
  zoom(asked: StepWindow | null): void {
    this.window = asked && windowWithin(this.whole, asked)
    this.changed()
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  private changed(): void {
    for (const listener of this.listeners) listener()
  }
}

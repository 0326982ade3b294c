import { StateError } from '../core/errors'
import type { AnyDataSet } from '../core/images'
import { isStoredSet } from '../core/images'
import type { LabelledStrokes } from '../data/hand/drawing'
import { firstOfMixture } from '../data/sets/mix'
import type { Engine } from '../nn/engine'
import type { RunSettings } from '../nn/spec/training'
import type { Checkpoint } from '../train/checkpoint'
import { answersTo, tune } from '../train/hand/tune'
import { Companion } from './companion'

/** What a model answers to drawings, before it was taught the others and after. */
export interface TunedAnswers {
  readonly before: Uint8Array
  readonly after: Uint8Array
}

/** Teaches a hand to copies of the page's model, to measure what that does; the model itself stays. */
export class Tuner {
  private readonly companion: Companion
  private abort = new AbortController()

  /** @param createEngine  of the kind that the page computes on */
  constructor(createEngine: () => Promise<Engine>) {
    this.companion = new Companion(createEngine)
  }

  /**
   * @param dataset  whose first set is what the model is not to forget
   * @param heldOut  places of drawings that are not learnt from
   */
  async tuneWithout(
    from: Checkpoint,
    dataset: AnyDataSet,
    hand: readonly LabelledStrokes[],
    heldOut: readonly number[],
    settings: RunSettings,
  ): Promise<TunedAnswers> {
    if (isStoredSet(dataset)) throw new StateError({ action: 'train', obstacle: { kind: 'noData' } })
    const { signal } = this.abort
    const held = new Set(heldOut)
    const left = hand.filter((_, place) => !held.has(place))
    const out = heldOut.flatMap((place) => hand[place] ?? [])
    await this.companion.load(from)
    const answers = await this.companion.use(async (model) => {
      const before = await answersTo(model, out)
      await tune(model, firstOfMixture(dataset), left, settings, signal)
      return { before, after: await answersTo(model, out) }
    })
    if (answers === null) throw new StateError({ action: 'train', obstacle: { kind: 'overtaken' } })
    return answers
  }

  /** Ends what goes on, and frees the copy. */
  async stop(): Promise<void> {
    this.abort.abort(new StateError({ action: 'train', obstacle: { kind: 'overtaken' } }))
    this.abort = new AbortController()
    await this.companion.close()
  }
}

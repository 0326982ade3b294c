import type { LabelledImages } from '../core/images'
import { spreadIndex } from '../core/spread-index'
import type { SignalName, TraceSignal } from '../nn/engine'
import { describeModel } from '../nn/spec/describe'
import type { ModelSpec } from '../nn/spec/model-spec'
import { isOverTime } from '../nn/spec/signals'
import type { ActiveExample, MostActive } from './protocol'
import { pictureAt, readSample, type SampleReader } from './read-sample'

/** Test pictures that every unit is looked at on, evenly spread over the set. */
export const SURVEY_PICTURES = 300

/** What a layer's units told on every picture that was looked at: where each was farthest from 0. */
interface LayerPeaks {
  readonly units: number
  /** [N,U] */
  readonly values: Float32Array
  /** [N,U] */
  readonly steps: Uint16Array
}

interface Survey {
  readonly weights: object
  readonly set: LabelledImages
  /** By the layer's name; null when it was given up. */
  readonly peaks: Promise<ReadonlyMap<string, LayerPeaks> | null>
}

/**
 * Finds the test pictures that make a unit speak up. One pass over a few hundred pictures serves all layers and units, until the weights or the set are others;
 * it lets every reading of the pad go first.
 */
export class UnitSurvey {
  private current: Survey | null = null

  constructor(private readonly reader: SampleReader) {}

  /** @returns null while weights change, when they or the set became others meanwhile, or where there is no such unit */
  async mostActive(layer: string, unit: number, count: number): Promise<MostActive | null> {
    const set = await this.reader.pictures()
    const weights = this.reader.weights()
    if (weights === null) return null
    if (this.current?.weights !== weights || this.current.set !== set) this.current = { weights, set, peaks: this.look(weights, set) }
    const survey = this.current
    try {
      const peaks = await survey.peaks
      if (peaks === null) this.drop(survey)
      const ofLayer = peaks?.get(layer)
      return ofLayer === undefined || unit >= ofLayer.units ? null : strongest(set, ofLayer, unit, count)
    } catch (error) {
      this.drop(survey)
      throw error
    }
  }

  /** What came to nothing is begun anew when it is asked for again. */
  private drop(survey: Survey): void {
    if (this.current === survey) this.current = null
  }

  private async look(weights: object, set: LabelledImages): Promise<ReadonlyMap<string, LayerPeaks> | null> {
    const count = lookedAt(set)
    const peaks = new Map<string, LayerPeaks>()
    const isWhole = await readSample(this.reader, {
      set,
      indices: Array.from({ length: count }, (_, place) => indexAt(set, place)),
      signals: handedOn,
      isWanted: () => this.current?.weights === weights && this.current.set === set && this.reader.weights() === weights,
      note: ({ signals }, place) => {
        for (const signal of signals) notePeaks(peaksOf(peaks, signal, count), place, signal)
        return true
      },
    })
    return isWhole ? peaks : null
  }
}

/** Those of the signal's layer, begun where there are none. */
function peaksOf(peaks: Map<string, LayerPeaks>, { layer, shape }: TraceSignal, count: number): LayerPeaks {
  const [, units = 0] = shape
  const known = peaks.get(layer)
  if (known !== undefined) return known
  const begun = { units, values: new Float32Array(count * units), steps: new Uint16Array(count * units) }
  peaks.set(layer, begun)
  return begun
}

/** Of every layer with units over time, [T,U] of what it hands on. */
function handedOn(spec: ModelSpec): readonly SignalName[] {
  return describeModel(spec).layers.flatMap(({ name: layer, signals }) => {
    const name = signals.findLast(isOverTime)?.name
    return name === undefined ? [] : [{ layer, name }]
  })
}

function notePeaks({ units, values, steps }: LayerPeaks, place: number, { data }: TraceSignal): void {
  const row = place * units
  for (let index = 0; index < data.length; index++) {
    const at = row + (index % units)
    if (Math.abs(data[index]!) <= Math.abs(values[at]!)) continue
    values[at] = data[index]!
    steps[at] = Math.floor(index / units)
  }
}

function strongest(set: LabelledImages, { units, values, steps }: LayerPeaks, unit: number, count: number): MostActive {
  const at = (place: number): number => place * units + unit
  const places = Array.from({ length: values.length / units }, (_, place) => place)
  const examples = places
    .toSorted((a, b) => Math.abs(values[at(b)]!) - Math.abs(values[at(a)]!))
    .slice(0, count)
    .map((place): ActiveExample => {
      const index = indexAt(set, place)
      return { index, label: set.labels[index]!, picture: pictureAt(set, index), step: steps[at(place)]!, value: values[at(place)]! }
    })
  return { set: set.name, count: places.length, examples }
}

function lookedAt({ labels }: LabelledImages): number {
  return Math.min(SURVEY_PICTURES, labels.length)
}

/** Which example of the set is looked at in this place. */
function indexAt(set: LabelledImages, place: number): number {
  return spreadIndex(place, lookedAt(set), set.labels.length)
}

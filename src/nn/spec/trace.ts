import { anyNumber, integer, isRecord, list, record, text, type Decoder } from '../../core/decode'
import type { SpecPlace } from '../../core/error-details'
import { SpecError } from '../../core/errors'
import type { Clamp, TraceOptions } from '../trace-types'
import type { DescribedLayer, ModelDescription } from './describe'
import { decodeLoss, resolveLoss, type ResolvedLoss } from './losses'

/** Signals of one recurrent layer that are held at values. */
export class HeldSignals {
  /**
   * @param values  by the signal's name: [T,width], NaN where nothing is held
   * @param first   column of `values` that is unit 0
   */
  constructor(
    private readonly values: ReadonlyMap<string, Float64Array>,
    private readonly width: number,
    private readonly first = 0,
  ) {}

  /** The value that is held, or null. */
  at(signal: string, t: number, unit: number): number | null {
    const value = this.values.get(signal)?.[t * this.width + this.first + unit]
    return value === undefined || Number.isNaN(value) ? null : value
  }

  /** The same for the units from `first` on: those of one reader. */
  from(first: number): HeldSignals {
    return new HeldSignals(this.values, this.width, this.first + first)
  }

  /** The same so many timesteps later: what is held then is held at 0. */
  later(steps: number): HeldSignals {
    return this.from(steps * this.width)
  }
}

/** What is held, by the layer's name. */
export type HeldModel = ReadonlyMap<string, HeldSignals>

/** What a trace does beyond recording; nothing held and no gradients is a plain one. */
export interface ResolvedTrace {
  readonly held: HeldModel
  readonly gradients: { readonly label: number; readonly loss: ResolvedLoss } | null
}

/** @throws SpecError for what this model does not have */
export function resolveTrace(description: ModelDescription, { clamps = [], gradients }: TraceOptions): ResolvedTrace {
  return { held: resolveClamps(description, clamps), gradients: gradients === undefined ? null : resolveGradients(description, gradients) }
}

function resolveGradients({ layers }: ModelDescription, { label, loss }: NonNullable<TraceOptions['gradients']>) {
  const classes = layers.at(-1)?.output.at(-1) ?? 0
  requireWithin([label], classes, { kind: 'gradients' }, 'label')
  return { label, loss: resolveLoss(loss ?? { type: 'categoricalCrossentropy' }) }
}

/** @throws SpecError for what this model does not have */
export function resolveClamps(description: Pick<ModelDescription, 'layers'>, clamps: readonly Clamp[]): HeldModel {
  const values = new Map<string, Map<string, Float64Array>>()
  const widths = new Map<string, number>()
  for (const clamp of clamps) {
    const described = requireLayer(description, clamp.layer)
    const [steps = 0] = described.input
    const width = described.output.at(-1) ?? 0
    const signals = values.get(described.name) ?? new Map<string, Float64Array>()
    const signal = signals.get(clamp.signal) ?? new Float64Array(steps * width).fill(Number.NaN)
    hold(signal, requireFitting(clamp, described, steps, width), clamp.value, width)
    values.set(described.name, signals.set(clamp.signal, signal))
    widths.set(described.name, width)
  }
  return new Map([...values].map(([name, signals]) => [name, new HeldSignals(signals, widths.get(name) ?? 0)]))
}

function hold(signal: Float64Array, { units, steps }: Places, value: number, width: number): void {
  for (const t of steps) {
    for (const unit of units) signal[t * width + unit] = value
  }
}

interface Places {
  readonly units: readonly number[]
  readonly steps: readonly number[]
}

/** Checks everything of a clamp but its layer, and gives its places in full. */
function requireFitting(
  { signal, units, steps, value }: Clamp,
  { name, signals }: DescribedLayer,
  stepCount: number,
  width: number,
): Places {
  if (!signals.some((declared) => declared.name === signal)) {
    const allowed = { kind: 'options', options: signals.map((declared) => declared.name) } as const
    throw new SpecError({ where: name, field: 'signal', value: signal, allowed })
  }
  if (!Number.isFinite(Math.fround(value))) throw new SpecError({ where: name, field: 'value', value, allowed: { kind: 'finite' } })
  if (units !== undefined) requireWithin(units, width, name, 'units')
  return { units: units ?? counting(0, width), steps: requireSteps(steps ?? counting(0, stepCount), stepCount, name) }
}

function requireSteps(steps: NonNullable<Clamp['steps']>, count: number, where: string): readonly number[] {
  if (!('from' in steps)) {
    requireWithin(steps, count, where, 'steps')
    return steps
  }
  const { from, to } = steps
  const fits = Number.isInteger(from) && Number.isInteger(to) && from >= 0 && from <= to && to <= count
  if (!fits) throw new SpecError({ where, field: 'steps', value: { from, to }, allowed: { kind: 'stepRange', count } })
  return counting(from, to)
}

function requireLayer({ layers }: Pick<ModelDescription, 'layers'>, name: string): DescribedLayer {
  const recurrent = layers.filter(({ recurrence }) => recurrence !== null)
  const found = recurrent.find((described) => described.name === name)
  if (found !== undefined) return found
  const allowed = { kind: 'recurrentLayer', names: recurrent.map((layer) => layer.name) } as const
  throw new SpecError({ where: { kind: 'clamp' }, field: 'layer', value: name, allowed })
}

/** Whole numbers of 0 … count-1 only. */
function requireWithin(places: readonly number[], count: number, where: SpecPlace | string, field: string): void {
  const bad = places.find((place) => !(Number.isInteger(place) && place >= 0 && place < count))
  if (bad !== undefined) throw new SpecError({ where, field, value: bad, allowed: { kind: 'integer', min: 0, max: count - 1 } })
}

function counting(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index)
}

const places = list(integer())
const stepRange = record({ from: integer(), to: integer() })

const clamp: Decoder<Clamp> = record(
  { layer: text, signal: text, value: anyNumber },
  { units: places, steps: (value, path) => (isRecord(value) ? stepRange(value, path) : places(value, path)) },
)

/** Signals that are to be held, from outside. */
export const decodeClamps: Decoder<readonly Clamp[]> = list(clamp)

/** Options from outside; whether they fit a model is looked at when they are used. @throws DecodeError, SpecError */
export const decodeTraceOptions: Decoder<TraceOptions> = record(
  {},
  { clamps: decodeClamps, gradients: record({ label: integer() }, { loss: decodeLoss }) },
)

import { SpecError } from '../../../core/errors'
import { Random, Stream } from '../../../core/random'
import { Pen, POINT_VALUES, type PenAfter, type PenSequence } from '../../../core/sequences'
import type { HeldModel } from '../../spec/trace'
import { resolveClamps } from '../../spec/trace'
import { mixtureColumns, type WriterDescription } from '../../spec/writing/writer-spec'
import type { TraceSignal } from '../../trace-types'
import type { WriteOptions, Writing, WrittenPoint } from '../../writing'
import { layInput, moved, requireDrawing, START, type PenState } from './drawings'
import { drawPoint, expectationOf } from './sample'

/** A network one timestep after another on some engine, several drawings side by side. */
export interface Stepper {
  /** @param input [B,F]  @returns [B,6M+3] good until the next call */
  step(input: Float32Array, held: HeldModel | null): Promise<ArrayLike<number>>
  /** Of the last step, for one drawing alone. */
  signals(): Promise<readonly TraceSignal[]>
  /** The same network at the same point, for so many drawings that all go on from the first one here. */
  fork(batch: number): Promise<Stepper>
  dispose(): void
}

/** Temperatures below make logits too large for float32. */
const LEAST_TEMPERATURE = 0.01
const MOST = { temperature: 10, steadiness: 20 }

/** @throws SpecError, ShapeError for what this network cannot write */
export function requireWritable(description: WriterDescription, options: WriteOptions): void {
  const { temperature = 1, steadiness = 0, label, beginning = new Float32Array(0) } = options
  requireNumber('temperature', temperature, LEAST_TEMPERATURE, MOST.temperature)
  requireNumber('steadiness', steadiness, 0, MOST.steadiness)
  requireDrawing({ sequence: beginning, label }, description)
}

function requireNumber(field: string, value: number, min: number, most: number): void {
  if (value >= min && value <= most) return
  throw new SpecError({ where: { kind: 'model' }, field, value, allowed: { kind: 'number', min, below: most } })
}

/** One drawing point by point. */
export class StepwiseWriting implements Writing {
  private readonly values: number[]
  private readonly random: Random
  private readonly held: HeldModel | null
  /** What the network reads next. */
  private pen: PenState
  private isOver: boolean
  /** Points that the network has read. */
  private read = 0

  private constructor(
    private readonly description: WriterDescription,
    private readonly stepper: Stepper,
    private readonly options: WriteOptions,
  ) {
    const { seed, clamps = [], beginning = new Float32Array(0) } = options
    this.random = new Random(seed, Stream.write)
    this.held = clamps.length === 0 ? null : resolveClamps(description, clamps)
    this.values = [...withoutEnd(beginning)]
    this.pen = START
    this.isOver = this.count >= description.spec.strokes.points
  }

  /** Reads the beginning, all but its last point. */
  static async begin(description: WriterDescription, stepper: Stepper, options: WriteOptions): Promise<StepwiseWriting> {
    const writing = new StepwiseWriting(description, stepper, options)
    for (let place = 0; place < writing.count; place++) {
      await writing.step()
      writing.pen = moved(writing.pen, Float32Array.from(writing.values.slice(place * POINT_VALUES, (place + 1) * POINT_VALUES)))
    }
    return writing
  }

  get sequence(): PenSequence {
    return Float32Array.from(this.values)
  }

  async next(): Promise<WrittenPoint | null> {
    if (this.isOver) return null
    const expectation = expectationOf(await this.step(), this.options)
    const point = this.endedAtMost(drawPoint(expectation, this.random), this.count)
    const signals = await this.stepper.signals()
    this.pen = moved(this.pen, Float32Array.of(point.deltaX, point.deltaY, point.pen))
    this.values.push(...this.pen.point)
    this.isOver = point.pen === Pen.end
    return { ...point, ...expectation, signals }
  }

  async futures(count: number, seed: number): Promise<readonly PenSequence[]> {
    const written: number[][] = Array.from({ length: count }, () => [])
    if (this.isOver || count === 0) return written.map((values) => Float32Array.from(values))
    const stepper = await this.stepper.fork(count)
    try {
      const { description, options } = this
      const requests = written.map((_, index) => ({ ...options, seed: seedOf(seed, index) }))
      const from = { read: this.read, count: this.count, pen: this.pen, held: this.held }
      return await writeAll(description, stepper, requests, from)
    } finally {
      stepper.dispose()
    }
  }

  dispose(): void {
    this.stepper.dispose()
  }

  private get count(): number {
    return this.values.length / POINT_VALUES
  }

  private async step(): Promise<ArrayLike<number>> {
    const input = new Float32Array(this.description.inputs)
    layInput(input, 0, this.pen, this.options.label, this.description.spec)
    const sums = await this.stepper.step(input, heldAt(this.held, this.read))
    this.read++
    return sums
  }

  private endedAtMost<P extends { readonly pen: PenAfter }>(point: P, place: number): P {
    return place + 1 < this.description.spec.strokes.points ? point : { ...point, pen: Pen.end }
  }
}

/** A beginning goes on: where its last point ended the drawing, the pen is only lifted. */
function withoutEnd(beginning: PenSequence): PenSequence {
  return beginning.map((value, index) => (index % POINT_VALUES === 2 && value === Pen.end ? Pen.up : value))
}

/** What is held so many timesteps after the first. */
export function heldAt(held: HeldModel | null, step: number): HeldModel | null {
  return held === null ? null : new Map([...held].map(([name, signals]) => [name, signals.later(step)]))
}

/** Seeds of drawings that are written from one seed. */
export function seedOf(seed: number, index: number): number {
  return new Random(seed, Stream.write, index + 1).uint32()
}

/** Drawings that are written side by side. */
const SIDE_BY_SIDE = 64

/** Many drawings: side by side where they begin with nothing and hold nothing, else one after another. @returns [n,3] each, with its beginning */
export async function writeEach(
  description: WriterDescription,
  requests: readonly WriteOptions[],
  begin: (batch: number, isOpened: boolean) => Promise<Stepper>,
): Promise<PenSequence[]> {
  const isPlain = ({ beginning, clamps }: WriteOptions) => (beginning ?? []).length === 0 && (clamps ?? []).length === 0
  const written: PenSequence[] = []
  for (let first = 0; first < requests.length;) {
    const options = requests[first]!
    if (!isPlain(options)) {
      written.push(await writeOne(description, options, begin))
      first++
      continue
    }
    const rest = requests.slice(first, first + SIDE_BY_SIDE)
    const end = rest.findIndex((request) => !isPlain(request))
    const part = end === -1 ? rest : rest.slice(0, end)
    const stepper = await begin(part.length, false)
    try {
      written.push(...(await writeAll(description, stepper, part)))
    } finally {
      stepper.dispose()
    }
    first += part.length
  }
  return written
}

async function writeOne(
  description: WriterDescription,
  options: WriteOptions,
  begin: (batch: number, isOpened: boolean) => Promise<Stepper>,
): Promise<PenSequence> {
  const writing = await StepwiseWriting.begin(description, await begin(1, (options.clamps ?? []).length > 0), options)
  try {
    while ((await writing.next()) !== null) continue
    return writing.sequence
  } finally {
    writing.dispose()
  }
}

interface Beginning {
  readonly read: number
  readonly count: number
  readonly pen: PenState
  readonly held: HeldModel | null
}

/** Writes drawings side by side to their ends, from one beginning. @returns [n,3] what was written after it */
export async function writeAll(
  { spec, inputs }: WriterDescription,
  stepper: Stepper,
  requests: readonly WriteOptions[],
  { read, count, pen: begin, held }: Beginning = { read: 0, count: 0, pen: START, held: null },
): Promise<PenSequence[]> {
  const columns = mixtureColumns(spec.head)
  const lanes = requests.map((options) => ({
    options,
    random: new Random(options.seed, Stream.write),
    pen: begin,
    values: [] as number[],
    isOver: false,
  }))
  const room = spec.strokes.points - count
  for (let step = 0; step < room && lanes.some(({ isOver }) => !isOver); step++) {
    const input = new Float32Array(lanes.length * inputs)
    for (const [place, lane] of lanes.entries()) layInput(input, place * inputs, lane.pen, lane.options.label, spec)
    const sums = Float64Array.from(await stepper.step(input, heldAt(held, read + step)))
    for (const [place, lane] of lanes.entries()) {
      if (lane.isOver) continue
      const expectation = expectationOf(sums.subarray(place * columns, (place + 1) * columns), lane.options)
      const { deltaX, deltaY, pen } = drawPoint(expectation, lane.random)
      const point = Float32Array.of(deltaX, deltaY, step + 1 < room ? pen : Pen.end)
      lane.pen = moved(lane.pen, point)
      lane.values.push(...point)
      lane.isOver = point[2] === Pen.end
    }
  }
  return lanes.map(({ values }) => Float32Array.from(values))
}

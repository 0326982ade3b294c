import { Pen, POINT_VALUES } from '../../../core/sequences'
import { resolveClamps } from '../../spec/trace'
import type { WriterDescription } from '../../spec/writing/writer-spec'
import type { Clamp, TraceSignal } from '../../trace-types'
import type { Expectation, WriterTrace } from '../../writing'
import { layInput, moved, requireDrawing, START, type Drawing } from './drawings'
import { expectationOf, natsOf } from './sample'
import { heldAt, type Stepper } from './writing'

/** What a network makes of a drawing that is there, point after point. @throws ShapeError, SpecError for what does not fit it */
export async function traceStepwise(
  description: WriterDescription,
  stepper: Stepper,
  { sequence, label }: Drawing,
  clamps: readonly Clamp[],
): Promise<WriterTrace> {
  requireDrawing({ sequence, label }, description)
  const held = clamps.length === 0 ? null : resolveClamps(description, clamps)
  const count = sequence.length / POINT_VALUES
  const expectations: Expectation[] = []
  const nats = new Float32Array(count)
  const steps: (readonly TraceSignal[])[] = []
  let pen = START
  for (let place = 0; place < count; place++) {
    const input = new Float32Array(description.inputs)
    const point = sequence.subarray(place * POINT_VALUES, (place + 1) * POINT_VALUES)
    layInput(input, 0, pen, label, description.spec)
    const expectation = expectationOf(await stepper.step(input, heldAt(held, place)))
    const [deltaX = 0, deltaY = 0, state = Pen.down] = point
    expectations.push(expectation)
    nats[place] = natsOf(expectation, deltaX, deltaY, state)
    pen = moved(pen, point)
    steps.push(await stepper.signals())
  }
  return { expectations, nats, signals: joinedSteps(steps) }
}

/** [1,U] of every step as one [n,U]. */
export function joinedSteps(steps: readonly (readonly TraceSignal[])[]): TraceSignal[] {
  return (steps[0] ?? []).map(({ layer, name, data: { length } }, index) => {
    const data = new Float32Array(steps.length * length)
    for (const [step, signals] of steps.entries()) data.set(signals[index]!.data, step * length)
    return { layer, name, shape: [steps.length, length], data }
  })
}

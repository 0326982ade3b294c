import { beforeAll, describe, expect, test } from 'vitest'
import { toInk } from '../core/images'
import { IMAGE_PIXELS } from '../testing/digits'
import { expectClose, tolerances } from '../testing/tolerance'
import { createCpuEngine } from '../nn/engines/cpu/cpu-engine'
import type { CpuModel } from '../nn/engines/cpu/model'
import { BINS } from '../statistics/histogram'
import { distances, GRADIENT_PICTURES, normOf, SIGNAL_PICTURES, takeProbe, type Probe } from './probe'
import { tinySet, tinySpec } from './tiny-task.fixture'

const loss = { type: 'categoricalCrossentropy' } as const
const set = tinySet('Noise', GRADIENT_PICTURES + 6)

/** Every look at it is a millisecond later. */
const clock = (): (() => number) => {
  let time = 0
  return () => time++
}

let model: CpuModel
let probe: Probe

beforeAll(async () => {
  model = await (await createCpuEngine()).createModel(tinySpec, { seed: 4 })
  probe = await takeProbe(model, { set, loss, moved: new Map([['lstm/kernel', 0.25]]) }, clock())
})

/** Mean loss over the pictures of a probe, by predictions alone. */
async function meanLoss(): Promise<number> {
  const probabilities = await model.predict(toInk(set.images.subarray(0, GRADIENT_PICTURES * IMAGE_PIXELS)))
  const { labels } = set
  return Array.from({ length: GRADIENT_PICTURES }, (_, at) => -Math.log(probabilities[10 * at + labels[at]!]!)).reduce((a, b) => a + b) / 64
}

describe('a probe', () => {
  test('has the loss of its pictures, the same ones each time, and leaves the model as it was', async () => {
    const before = await model.parameters()
    expect(probe.pictures).toEqual({ gradients: GRADIENT_PICTURES, signals: SIGNAL_PICTURES })
    expect(Math.abs(probe.loss - (await meanLoss()))).toBeLessThan(1e-5)
    expect(await takeProbe(model, { set, loss, moved: new Map([['lstm/kernel', 0.25]]) }, clock())).toEqual(probe)
    expect(await model.parameters()).toEqual(before)
  })

  test('has the norm of the gradient by which the loss falls', async () => {
    // Along the gradient of one tensor the loss changes by its norm.
    for (const name of ['lstm/kernel', 'lstm/recurrent_kernel', 'dense/kernel']) {
      const { gradients } = await model.lossAndGradients(
        toInk(set.images.subarray(0, GRADIENT_PICTURES * IMAGE_PIXELS)),
        set.labels.slice(0, GRADIENT_PICTURES),
        loss,
      )
      const { data } = gradients.get(name)!
      const { gradient } = probe.tensors.find((tensor) => tensor.name === name)!
      const values = model.valuesOf(name)
      const kept = Array.from(values)
      const at = async (step: number): Promise<number> => {
        kept.forEach((value, index) => (values[index] = value + (step * data[index]!) / gradient))
        return meanLoss()
      }
      const slope = ((await at(1e-3)) - (await at(-1e-3))) / 2e-3
      kept.forEach((value, index) => (values[index] = value))
      expectClose([slope], [gradient], { atol: 1e-4, rtol: 1e-2 }, name)
    }
  })

  test('has the size and every value of each tensor', async () => {
    for (const [name, { data }] of await model.parameters()) {
      const tensor = probe.tensors.find((one) => one.name === name)!
      expectClose([tensor.norm], [Math.hypot(...data)], tolerances.float64, name)
      expect(tensor.values.counts.reduce((sum, count) => sum + count, 0)).toBe(data.length)
      expect(tensor).toMatchObject({ layer: name.split('/')[0], moved: name === 'lstm/kernel' ? 0.25 : null })
    }
    expect(probe.tensors).toHaveLength(5)
  })

  test('counts every signal of the recurrent layers over its pictures', async () => {
    expect(probe.signals.map(({ layer, name }) => `${layer} ${name}`)).toEqual(['i', 'f', 'o', 'g', 'c', 'h'].map((name) => `lstm ${name}`))
    let open = 0
    for (let at = 0; at < SIGNAL_PICTURES; at++) {
      const { signals } = await model.trace(toInk(set.images.subarray(at * IMAGE_PIXELS, (at + 1) * IMAGE_PIXELS)))
      open += signals.find(({ name }) => name === 'f')!.data.filter((value) => value >= 0.5).length
    }
    const { values } = probe.signals[1]!
    expect(values.exponent).toBe(0)
    expect(values.counts.slice(BINS / 2, (3 * BINS) / 4).reduce((sum, count) => sum + count, 0)).toBe(SIGNAL_PICTURES * 28 * 4 - open)
    expect(values.counts.slice((3 * BINS) / 4).reduce((sum, count) => sum + count, 0)).toBe(open)
  })

  test('is of fewer pictures where there are no more', async () => {
    const few = await takeProbe(model, { set: tinySet('Few', 3), loss, moved: null }, clock())
    // One piece back, the tensors, the pictures at once, their signals.
    expect(few.milliseconds).toBe(4)
    expect(few.pictures).toEqual({ gradients: 3, signals: 3 })
    expect(few.signals[0]!.values.counts.reduce((sum, count) => sum + count, 0)).toBe(3 * 28 * 4)
    expect(few.tensors.every(({ moved }) => moved === null)).toBe(true)
  })
})

test('the way of every tensor is the norm of its difference', () => {
  const tensor = (...values: number[]) => ({ shape: [values.length], data: Float32Array.from(values) })
  const before = new Map([
    ['a', tensor(1, 2)],
    ['b', tensor(5)],
  ])
  const after = new Map([
    ['a', tensor(4, 6)],
    ['b', tensor(5)],
  ])
  expect([...distances(before, after)]).toEqual([
    ['a', 5],
    ['b', 0],
  ])
  expect(normOf([])).toBe(0)
})

import { describe, expect, it } from 'vitest'
import { DIGITS } from '../../core/task'
import { IMAGE_PIXELS, IMAGE_SIDE } from '../../testing/digits'
import { presets } from '../../nn/spec/presets'
import { modelView, pixelsOf, seenPlaces } from '../network/layers'
import { inkRows, inkSteps, meanSize, mindOf, steadiestUnit, strongestUnit, weakestUnit } from './facts'

function pictureWith(rows: Readonly<Record<number, number>>): Float32Array {
  const picture = new Float32Array(IMAGE_PIXELS)
  for (const [row, pixels] of Object.entries(rows)) picture.fill(1, Number(row) * IMAGE_SIDE, Number(row) * IMAGE_SIDE + pixels)
  return picture
}

/** [T,U] */
function signalOf(rows: readonly (readonly number[])[]) {
  return { layer: 'lstm', name: 'f', shape: [rows.length, rows[0]!.length], data: Float32Array.from(rows.flat()) }
}

describe('the rows with ink', () => {
  it('are the first, the last and the one with most', () => {
    expect(inkRows(pictureWith({ 4: 2, 10: 9, 22: 3 }), DIGITS.input)).toEqual({ first: 4, last: 22, heaviest: 10 })
  })

  it('are none on an empty pad, nor where there is but a shadow', () => {
    expect(inkRows(new Float32Array(IMAGE_PIXELS), DIGITS.input)).toBeNull()
    expect(inkRows(new Float32Array(IMAGE_PIXELS).fill(0.01), DIGITS.input)).toBeNull()
  })
})

describe('the steps with ink', () => {
  const picture = pictureWith({ 4: 2, 10: 9, 22: 3 })

  it('are the rows of a reader of rows, and for windows those that see them', () => {
    const [ink, seen] = (['row-lstm', 'keras'] as const).map((name) => {
      const model = modelView(presets[name].spec)
      return inkSteps(
        picture,
        model,
        model.layers.find((layer) => layer.form === 'sequence')!,
      )
    })
    expect(ink).toEqual({ first: 4, last: 22, heaviest: 10 })
    expect(seen).toEqual({ first: 2, last: 22, heaviest: 8 })
  })

  it('read ink, whatever the scan of a preset', () => {
    for (const { spec } of Object.values(presets)) {
      const model = modelView(spec)
      for (const layer of model.layers) {
        if (layer.form !== 'sequence') continue
        const ink = inkSteps(picture, model, layer)!
        const inkAt = (step: number) => {
          const [first, last] = seenPlaces(layer.sight, step, model.steps)
          return pixelsOf(model, first, last).reduce((sum, pixel) => sum + picture[pixel]!, 0)
        }
        const sums = Array.from({ length: layer.steps }, (_, step) => inkAt(step))
        expect(sums.slice(0, ink.first).every((sum) => sum === 0)).toBe(true)
        expect(sums.slice(ink.last + 1).every((sum) => sum === 0)).toBe(true)
        expect(sums[ink.first]).toBeGreaterThan(0)
        expect(sums[ink.heaviest]).toBe(Math.max(...sums))
      }
    }
  })

  it('are none on an empty pad', () => {
    const model = modelView(presets['pixel-lstm'].spec)
    const [layer] = model.layers
    expect(layer?.form === 'sequence' && inkSteps(new Float32Array(IMAGE_PIXELS), model, layer)).toBeNull()
  })
})

describe('a signal', () => {
  const signal = signalOf([
    [0.5, -0.5, 0],
    [1, 0, -0.25],
    [-1, 0.5, 0.75],
  ])

  it('has a mean size over steps, whatever the sign', () => {
    expect(meanSize(signal, 0, 0)).toBeCloseTo(1 / 3)
    expect(meanSize(signal, 1, 2)).toBeCloseTo(3.5 / 6)
    expect(meanSize(signal, 3, 2)).toBeNull()
  })

  it('has a strongest and a weakest unit at a step, and a steadiest over some', () => {
    expect(strongestUnit(signal, 1)).toBe(0)
    expect(strongestUnit(signal, 2)).toBe(2)
    expect(weakestUnit(signal, 1)).toBe(2)
    expect(weakestUnit(signal, 2)).toBe(0)
    expect(steadiestUnit(signal, 0, 1)).toBe(0)
    expect(steadiestUnit(signal, 1, 2)).toBe(1)
  })
})

describe('a mind', () => {
  const belief = (rows: readonly (readonly number[])[]) => ({ shape: [rows.length, rows[0]!.length], data: Float32Array.from(rows.flat()) })

  it('is made up at the first step from which the answer stays', () => {
    const rows = [
      [0.4, 0.6],
      [0.9, 0.1],
      [0.3, 0.7],
      [0.2, 0.8],
    ]
    const { settled, digit, probability, before } = mindOf(belief(rows))
    expect({ settled, digit, before }).toEqual({ settled: 2, digit: 1, before: 0 })
    expect(probability).toBeCloseTo(0.8)
  })

  it('that never thought otherwise had no answer before', () => {
    expect(mindOf(belief([[0.4, 0.6]])).before).toBeNull()
  })
})

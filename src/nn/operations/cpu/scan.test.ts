import { describe, expect, it } from 'vitest'
import { IMAGE_PIXELS } from '../../../testing/digits'
import { inputOf, inputShape } from '../../spec/input'
import type { InputSpec } from '../../spec/model-spec'
import { float64Primitives } from './float64'
import { PictureScan } from './scan'

/** Every pixel tells its own place: row·100 + column, and 1 for the very first, which 0 would make blank. */
const numbered = Float64Array.from({ length: IMAGE_PIXELS }, (_, pixel) => Math.max(1, Math.floor(pixel / 28) * 100 + (pixel % 28)))

function scanned(options: Partial<InputSpec>, images: ArrayLike<number> = numbered, batch = 3, place = 1) {
  const input = inputOf(options)
  const [steps = 0] = inputShape({ input })
  const values = new Float64Array(batch * IMAGE_PIXELS)
  const mask = input.skipBlank ? new Float64Array(batch * steps) : null
  const scan = new PictureScan({ input }, float64Primitives)
  scan.read({ input: values, mask, batch }, place, { images, index: 0, scale: 1 })
  const features = inputShape({ input }).at(-1)!
  const step = (t: number) => [...values.subarray((t * batch + place) * features, (t * batch + place + 1) * features)]
  return { scan, values, mask, step, input }
}

describe('PictureScan', () => {
  it('reads rows, columns and the whole picture', () => {
    expect(scanned({ scan: 'rows' }).step(2)).toEqual(Array.from({ length: 28 }, (_, x) => 200 + x))
    expect(scanned({ scan: 'columns' }).step(2)).toEqual(Array.from({ length: 28 }, (_, y) => Math.max(1, y * 100 + 2)))
    expect(scanned({ scan: 'image' }).step(28 * 3 + 5)).toEqual([305])
  })

  it('reads patches row by row inside, in raster or serpentine order', () => {
    const raster = scanned({ scan: 'patches', patch: 14 })
    expect(raster.step(1).slice(0, 15)).toEqual([...Array.from({ length: 14 }, (_, x) => 14 + x), 114])
    expect(raster.step(2)[0]).toBe(1400)
    const serpentine = scanned({ scan: 'patches', patch: 14, order: 'serpentine' })
    expect([1, 2, 3].map((t) => serpentine.step(t)[0])).toEqual([14, 1414, 1400])
  })

  it('reads pixels to and fro', () => {
    const { step } = scanned({ scan: 'pixels', order: 'serpentine' })
    expect([27, 28, 29, 55, 56].map((t) => step(t)[0])).toEqual([27, 127, 126, 100, 200])
  })

  it.each<Partial<InputSpec>>([{ scan: 'pixels' }, { scan: 'patches', patch: 4 }])('reads %o in one random order', (options) => {
    const { step, input } = scanned({ ...options, order: 'permuted' })
    const [steps = 0] = inputShape({ input })
    const raster = scanned(options)
    const first = (read: typeof step) => Array.from({ length: steps }, (_, t) => read(t)[0]!)
    expect(first(step)).not.toEqual(first(raster.step))
    expect(first(step).toSorted((a, b) => a - b)).toEqual(first(raster.step).toSorted((a, b) => a - b))
    expect(first(scanned({ ...options, order: 'permuted' }).step), 'always the same').toEqual(first(step))
  })

  it.each<Partial<InputSpec>>([
    { scan: 'columns' },
    { scan: 'pixels', order: 'permuted' },
    { scan: 'patches', patch: 4, order: 'serpentine' },
    { scan: 'patches', patch: 7 },
    { scan: 'pixels' },
    { scan: 'image' },
  ])('gives every pixel its own gradient back, %o', (options) => {
    const { scan, values } = scanned(options)
    expect([...scan.gradient(values, 3, 1)]).toEqual([...numbered])
    expect([...scan.gradient(values, 3, 0)]).toEqual([...new Float64Array(IMAGE_PIXELS)])
  })

  it('masks timesteps without ink, and none of a picture without any', () => {
    const image = new Float64Array(IMAGE_PIXELS)
    image[3 * 28 + 14] = 0.5
    const { mask } = scanned({ skipBlank: true }, image)
    expect([...mask!]).toEqual(Array.from({ length: 28 * 3 }, (_, index) => Number(index === 3 * 3 + 1)))
    const blank = scanned({ skipBlank: true }, new Float64Array(IMAGE_PIXELS)).mask!
    expect([...blank].filter((_, index) => index % 3 === 1)).toEqual(Array.from({ length: 28 }, () => 1))
  })
})

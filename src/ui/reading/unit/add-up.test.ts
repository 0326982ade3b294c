import { describe, expect, it } from 'vitest'
import { Random } from '../../../core/random'
import { addUp } from './add-up'

const inUnits = (values: readonly number[], digits: number) => values.map((value) => Math.round(value * 10 ** digits))

describe('addUp', () => {
  it('makes written terms add up where nearest ones would not', () => {
    expect(addUp([0.4444, 0.4444, 0.1], 3)).toEqual({ terms: [0.445, 0.444, 0.1], sum: 0.989 })
    expect(addUp([0.0004, 0.0004], 3)).toEqual({ terms: [0.001, 0], sum: 0.001 })
    expect(addUp([-0.5006, -0.5006], 3)).toEqual({ terms: [-0.5, -0.501], sum: -1.001 })
  })

  it.each([-1, 2])('keeps every term within a unit of the last digit, with term %i as it is', (fixed) => {
    const random = new Random(3, 0)
    for (let trial = 0; trial < 2000; trial++) {
      for (const digits of [3, 6]) {
        const terms = [3 * random.normal(), trial % 5 === 0 ? 0 : random.normal(), 0.3 * random.normal()]
        const written = addUp(terms, digits, fixed)
        const units = inUnits(written.terms, digits)
        expect(units.reduce((sum, unit) => sum + unit, 0)).toBe(inUnits([written.sum], digits)[0])
        for (const [place, term] of terms.entries()) {
          const off = Math.abs(term - written.terms[place]!) * 10 ** digits
          expect(off).toBeLessThan(place === fixed ? 0.501 : 1.001)
        }
        expect(Math.abs(terms[0]! + terms[1]! + terms[2]! - written.sum) * 10 ** digits).toBeLessThan(0.501)
        if (terms[1] === 0) expect(written.terms[1]).toBeCloseTo(0, 12)
      }
    }
  })

  it('leaves a broken model’s numbers as they are', () => {
    expect(addUp([Number.NaN, 1], 3)).toEqual({ terms: [Number.NaN, 1], sum: Number.NaN })
  })
})

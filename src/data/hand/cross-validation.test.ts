import { describe, expect, it } from 'vitest'
import { crossValidate, foldsOf, type CrossValidation } from './cross-validation'

const labels = Array.from({ length: 30 }, (_, place) => place % 10)

/** Trainings that take so many milliseconds each, and answer with the place of each drawing before and its label after. */
function setUp(milliseconds: number, change: Partial<CrossValidation> = {}) {
  let clock = 0
  const heldOut: (readonly number[])[] = []
  const progress: (readonly [number, number])[] = []
  const asked: CrossValidation = {
    labels,
    seed: 1,
    now: () => clock,
    isWanted: () => true,
    onProgress: (done, total) => progress.push([done, total]),
    async tuneWithout(places) {
      clock += milliseconds
      heldOut.push(places)
      return { before: Uint8Array.from(places), after: Uint8Array.from(places, (place) => labels[place]!) }
    },
    ...change,
  }
  return { asked, heldOut, progress }
}

describe('cross-validation', () => {
  it('leaves each out alone where that is soon done', async () => {
    const { asked, heldOut, progress } = setUp(1000)
    const answers = await crossValidate(asked)
    expect(answers).toEqual({ heldOut: { kind: 'leaveOneOut' }, before: Uint8Array.from(labels.keys()), after: Uint8Array.from(labels) })
    expect(heldOut).toEqual(labels.map((_, place) => [place]))
    expect([progress[0], progress.at(-1)]).toEqual([
      [0, 30],
      [30, 30],
    ])
  })

  it('takes folds where the first training shows that it would take too long, and says so', async () => {
    const { asked, heldOut } = setUp(10_000)
    const answers = await crossValidate(asked)
    expect(answers).toMatchObject({ heldOut: { kind: 'folds', count: 5 }, after: Uint8Array.from(labels) })
    expect(heldOut.slice(1).map(({ length }) => length)).toEqual([6, 6, 6, 6, 6])
    expect(
      heldOut
        .slice(1)
        .flat()
        .toSorted((a, b) => a - b),
    ).toEqual([...labels.keys()])
  })

  it('takes folds at once where there are many', async () => {
    const many = Array.from({ length: 100 }, (_, place) => place % 10)
    const { asked, heldOut } = setUp(1, { labels: many })
    expect(await crossValidate(asked)).toMatchObject({ heldOut: { kind: 'folds', count: 5 } })
    expect(heldOut).toHaveLength(5)
  })

  it('ends where it is no longer wanted', async () => {
    let asks = 0
    const { asked, heldOut } = setUp(1, { isWanted: () => asks++ < 3 })
    expect(await crossValidate(asked)).toBeNull()
    expect(heldOut).toHaveLength(4)
  })
})

describe('folds', () => {
  it('have their share of every class', () => {
    for (const fold of foldsOf(labels, 3, 7))
      expect(fold.map((place) => labels[place]!).toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  })
})

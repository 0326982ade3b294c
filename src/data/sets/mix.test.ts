import { describe, expect, it } from 'vitest'
import type { DataSet, LabelledImages } from '../../core/images'
import { TaskError } from '../../core/task'
import { chooseSets } from '../../train/loop'
import { lettersDataSet } from '../../testing/sets/letters'
import { tinyData, tinySet } from '../../train/tiny-task.fixture'
import { mixSets, shareOf } from './mix'

const noise = tinyData(20, 12)

/** A set whose examples all have one label, to be found again. */
function marked(name: string, label: number, count: number): LabelledImages {
  return { ...tinySet(name, count), labels: new Uint8Array(count).fill(label) }
}

const first: DataSet = { train: marked('First, training', 1, 10), test: marked('First, test', 1, 4) }
const second: DataSet = { train: marked('Second, training', 2, 6), test: marked('Second, test', 2, 5) }
/** As the pen digits are: nothing to spare, and examples of its own that choose. */
const third: DataSet = {
  train: marked('Third, training', 3, 4),
  test: marked('Third, test', 3, 5),
  validation: marked('Third, choosing', 3, 3),
  spare: { of: 'Third, training', count: 0 },
}

describe('shareOf', () => {
  it('repeats training examples, then cuts', () => {
    const { train, test } = shareOf(noise, { copies: 2, train: 30, limit: 35 })
    expect([train.name, train.labels.length, test.labels.length]).toEqual(['Noise, training, first 30', 30, 12])
    expect(train.images.subarray(20 * 784)).toEqual(noise.train.images.subarray(0, 10 * 784))
  })

  it('is the set itself where nothing is asked', () => {
    expect(shareOf(noise, {})).toEqual(noise)
  })
})

describe('mixSets', () => {
  const mixture = mixSets(first, [second, third])

  it('has the training examples of all, and the test set of the first', () => {
    expect(mixture.train.name).toBe('First, training (10) + Second, training (6) + Third, training (4)')
    expect([1, 2, 3].map((label) => mixture.train.labels.filter((other) => other === label).length)).toEqual([10, 6, 4])
    expect(mixture.train.images).toHaveLength(20 * 784)
    expect(mixture.test).toBe(first.test)
  })

  it('keeps back examples of the first set, never of a set that has none to spare', () => {
    const { train, test } = chooseSets(mixture, 8)
    expect(test.name).toBe('First, training, last 8 + Third, choosing')
    expect([...test.labels]).toEqual([...Array<number>(8).fill(1), 3, 3, 3])
    expect(test.images.subarray(0, 8 * 784)).toEqual(first.train.images.subarray(2 * 784))
    expect(train.labels.filter((label) => label === 3)).toHaveLength(4)
    expect(() => chooseSets(mixture, 11)).toThrow('only 10')
    expect(() => chooseSets(mixSets(third, [first]), 1)).toThrow('only 0')
    expect(() => chooseSets(third, 1)).toThrow('only 0')
  })

  it('measures on the test set where no epoch is chosen', () => {
    expect(chooseSets(mixture, 0)).toEqual({ train: mixture.train, test: first.test })
  })

  it('is of one task', () => {
    expect(() => mixSets(first, [lettersDataSet(26, 26)])).toThrow(TaskError)
  })
})

import { describe, expect, it } from 'vitest'
import type { Arrangement } from '../../../../gpu/arrangement'
import type { Trial } from '../../../operations/gpu/trial'
import { fastestOf, timeTrials, type TimeOfTrial } from './tuning'

const trial = (label: string, arrangements: readonly Arrangement[]): Trial => ({ family: { label, arrangements }, record: () => {} })
const trials = [trial('product', ['registers', 'quads', 'staged']), trial('step', ['registers', 'staged'])]

/** A machine on which everything takes as long as this says. */
function machineOf(milliseconds: Readonly<Record<string, number>>) {
  const tried: string[] = []
  const time: TimeOfTrial = ({ family }, arrangement) => {
    const name = `${family.label} ${arrangement}`
    tried.push(name)
    return Promise.resolve(milliseconds[name] ?? Infinity)
  }
  return { time, tried }
}

describe('the trial of arrangements', () => {
  it('picks the fastest of what it tries, for each family by itself', async () => {
    const { time } = machineOf({ 'product registers': 3, 'product quads': 1, 'product staged': 2, 'step registers': 5, 'step staged': 4 })
    expect(fastestOf(await timeTrials(['registers', 'quads', 'staged'], trials, time))).toEqual({ product: 'quads', step: 'staged' })
  })

  it('tries every arrangement that runs here and that the family has, once, and no other', async () => {
    const { time, tried } = machineOf({})
    await timeTrials(['staged', 'registers'], trials, time)
    expect(tried).toEqual(['product registers', 'product staged', 'step registers', 'step staged'])
  })

  it('never picks what does not compile, and nothing where nothing does', async () => {
    const { time } = machineOf({ 'product staged': 900 })
    expect(fastestOf(await timeTrials(['registers', 'staged'], trials, time))).toEqual({ product: 'staged' })
  })

  it('keeps the first of two that are as fast', async () => {
    const { time } = machineOf({ 'step registers': 2, 'step staged': 2 })
    expect(fastestOf(await timeTrials(['staged', 'registers'], trials, time))).toEqual({ step: 'registers' })
  })
})

import { describe, expect, it } from 'vitest'
import type { Plan } from '../../../gpu/plan'
import { PlanCache, type Prepared } from './plan-cache'

/** A cache of two plans that are told apart by their labels, and what became of them. */
function setUp() {
  const built: string[] = []
  const discarded: string[] = []
  const cache = new PlanCache(2, ({ plan }) => discarded.push(plan.label))
  const build = (label: string) => async (): Promise<Prepared> => {
    built.push(label)
    // All that the cache knows of a plan is that it is one.
    return { plan: { label } as unknown as Plan }
  }
  const use = async (label: string, work: () => Promise<void> = async () => {}) => {
    await cache.use(label, build(label), async ({ plan }) => {
      expect(plan.label).toBe(label)
      await work()
    })
    // What makes room is destroyed a moment later.
    await new Promise((resolve) => setTimeout(resolve))
  }
  return { cache, built, discarded, use }
}

/** A piece of work that goes on until it is told to end. */
function endless() {
  let end = () => {}
  const over = new Promise<void>((resolve) => {
    end = resolve
  })
  return { work: () => over, end: () => end() }
}

describe('PlanCache', () => {
  it('builds a plan once, also for two who ask at the same time', async () => {
    const { built, use } = setUp()
    await Promise.all([use('a'), use('a')])
    await use('a')
    expect(built).toEqual(['a'])
  })

  it('lets the plan go that was not used for longest', async () => {
    const { built, discarded, use } = setUp()
    for (const label of ['a', 'b', 'a', 'c', 'a', 'd']) await use(label)
    expect(built).toEqual(['a', 'b', 'c', 'd'])
    expect(discarded).toEqual(['b', 'c'])
    await use('b')
    expect(built.at(-1)).toBe('b')
  })

  it('destroys none that is in use, and makes room as soon as it is not', async () => {
    const { discarded, use } = setUp()
    const [first, second] = [endless(), endless()]
    const working = [use('a', first.work), use('a', second.work)]
    for (const label of ['b', 'c', 'd']) await use(label)
    expect(discarded).toEqual(['b', 'c'])
    first.end()
    await working[0]
    await use('e')
    expect(discarded).toEqual(['b', 'c', 'd'])
    second.end()
    await working[1]
    await use('f')
    expect(discarded).toEqual(['b', 'c', 'd', 'a'])
  })

  it('keeps a plan whose work failed, and none that could not be built', async () => {
    const { cache, built, use } = setUp()
    const failing = async () => {
      throw new RangeError('work')
    }
    await expect(use('a', failing)).rejects.toThrow('work')
    await use('a')
    expect(built).toEqual(['a'])
    const broken = cache.use('b', () => Promise.reject(new RangeError('no memory')), failing)
    await expect(broken).rejects.toThrow('no memory')
    await use('b')
    expect(built).toEqual(['a', 'b'])
  })

  it('destroys everything in the end, also what is in use or being built', async () => {
    const { cache, discarded, use } = setUp()
    const { work, end } = endless()
    const working = use('a', work)
    const building = use('b')
    await cache.destroy()
    expect(discarded.toSorted()).toEqual(['a', 'b'])
    end()
    await Promise.all([working, building])
  })
})

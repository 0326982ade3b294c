import { killAgainAndAgain } from '../support/kills.ts'
import { expect, test } from '../support/page.ts'

/** What the page promises: it is saved at the end of every epoch, and within one at least so often. */
const SAVED_EVERY_MS = 30_000
const STEPS_OF_EPOCH = 200

/** `npm run soak -- killed`: a browser that is killed ten times in the middle of a run; each time the next one goes on. */
test('a browser that is killed ten times loses what came after the last save alone', async ({ baseURL }) => {
  test.setTimeout(900_000)
  const kills = await killAgainAndAgain(baseURL ?? '', 10, STEPS_OF_EPOCH)
  for (const [place, { done, saved, age, kept }] of kills.entries()) {
    const stored = `last saved at ${saved}, ${(age / 1000).toFixed(1)} s before`
    console.log(`kill ${place + 1}: step ${done}, ${stored}; goes on from ${kept}: ${done - kept} steps lost`)
  }
  expect(kills).toHaveLength(10)
  for (const { done, saved, age, kept } of kills) {
    expect(kept, 'what was saved is there').toBeGreaterThanOrEqual(saved)
    expect(saved).toBeGreaterThan(0)
    expect(age).toBeLessThan(SAVED_EVERY_MS)
    expect(done - kept, 'no more than an epoch is lost').toBeLessThan(STEPS_OF_EPOCH)
  }
})

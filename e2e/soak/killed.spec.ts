import { killAgainAndAgain } from '../support/kills.ts'
import { expect, test } from '../support/page.ts'

/** `npm run soak -- killed`: a browser that is killed ten times in the middle of a run; each time the next one goes on. */
test('a browser is killed ten times', async ({ baseURL }) => {
  test.setTimeout(600_000)
  const kills = await killAgainAndAgain(baseURL ?? '', 10)
  console.log(kills.map(({ done, kept }) => `${done} steps done, ${kept} kept`).join('\n'))
  for (const { done, kept } of kills) expect(done - kept).toBeLessThan(100)
})

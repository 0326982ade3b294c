import { takeLongTasks, watchLongTasks } from '../support/long-tasks.ts'
import { expect, openPage, test } from '../support/page.ts'
import { chooseData, chooseSettings, control, limitData, openTraining, stepsDone } from '../support/training.ts'
import { openWatch } from '../support/watch.ts'
import { MemoryMeter } from './memory.ts'
import { traceTasks } from './processor-time.ts'

/** `npm run soak -- long-run`: what a run of 10,000 steps holds and how busy the page is, with all charts and the time machine open. Reported, not held to. */

const STEPS = 10_000
const LOOKS = [1000, 2500, 5000, 7500, STEPS]
/** Every task is traced for so long after each look, in milliseconds. */
const TRACED = 10_000

for (const engine of ['cpu', 'webgpu']) {
  test(`${STEPS} steps on ${engine}, with everything open`, async ({ page }, testInfo) => {
    test.setTimeout(1_800_000)
    await watchLongTasks(page)
    await limitData(page, 2000)
    await openPage(page, `?engine=${engine}`)
    await openTraining(page)
    await chooseData(page, 'Built-in')
    await chooseSettings(page, { epochs: 10, batchSize: 2, learningRate: 0.0005 })
    await openWatch(page)
    await takeLongTasks(page)
    const memory = await MemoryMeter.of(page)
    await control(page, 'Start').click()
    const lines: string[] = []
    for (const step of LOOKS) {
      await expect.poll(() => stepsDone(page), { timeout: 1_200_000 }).toBeGreaterThanOrEqual(step)
      const tasks = await takeLongTasks(page)
      const { heap, nodes, resident } = await memory.read()
      const busy = `${tasks.length} tasks over 50 ms, the longest ${Math.round(Math.max(0, ...tasks))} ms`
      lines.push(`${engine}, step ${step}: heap ${heap.toFixed(1)} MiB, ${nodes} nodes, all processes ${resident.toFixed(0)} MiB; ${busy}`)
      if (step < STEPS) {
        const { clock, processor } = await traceTasks(page, TRACED)
        lines.push(`  the longest of ${clock.length} tasks: ${longest(clock)} ms by the clock, ${longest(processor)} ms of a processor`)
      }
      // Neither what collects garbage for the figure nor what traces is a task of the page.
      await takeLongTasks(page)
    }
    console.log(lines.join('\n'))
    await testInfo.attach('a long run', { body: lines.join('\n') })
  })
}

const longest = (times: readonly number[]): string => Math.max(0, ...times).toFixed(1)

import { readFileSync } from 'node:fs'
import type { CDPSession, Page } from '@playwright/test'

/** What the page holds at a moment, after its garbage is collected. MiB, but for `nodes`. */
export interface Memory {
  readonly heap: number
  readonly nodes: number
  /** Of all processes of the browser, GPU and all threads included. */
  readonly resident: number
}

const MIB = 2 ** 20

export class MemoryMeter {
  private constructor(
    private readonly page: CDPSession,
    private readonly browser: CDPSession,
  ) {}

  static async of(page: Page): Promise<MemoryMeter> {
    const browser = page.context().browser()
    if (browser === null) throw new Error('the page has no browser')
    return new MemoryMeter(await page.context().newCDPSession(page), await browser.newBrowserCDPSession())
  }

  async read(): Promise<Memory> {
    await this.page.send('HeapProfiler.collectGarbage')
    const { usedSize } = await this.page.send('Runtime.getHeapUsage')
    const { nodes } = await this.page.send('Memory.getDOMCounters')
    const { processInfo } = await this.browser.send('SystemInfo.getProcessInfo')
    const resident = processInfo.reduce((sum, { id }) => sum + residentBytes(id), 0)
    return { heap: usedSize / MIB, nodes, resident: resident / MIB }
  }
}

/** @param process  its id; one that has ended holds nothing */
function residentBytes(process: number): number {
  try {
    return 1024 * Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${process}/status`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

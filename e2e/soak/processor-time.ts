import type { CDPSession, Page } from '@playwright/test'

/** How long the main thread's tasks were, in milliseconds: by the clock, and by what they had of a processor. */
export interface TaskTimes {
  readonly clock: readonly number[]
  readonly processor: readonly number[]
}

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  readonly dur?: number
  readonly tdur?: number
  readonly args?: { readonly name?: unknown }
}

/**
 * Every task of the page's main thread for a while. By the clock a task also takes what it waits for a core, which others may have: the CPU
 * engine's threads, the software adapter's.
 */
export async function traceTasks(page: Page, milliseconds: number): Promise<TaskTimes> {
  const session = await page.context().newCDPSession(page)
  try {
    const tasks = mainThreadTasks(await trace(session, milliseconds))
    return { clock: tasks.map(({ dur = 0 }) => dur / 1000), processor: tasks.map(({ tdur = 0 }) => tdur / 1000) }
  } finally {
    await session.detach()
  }
}

async function trace(session: CDPSession, milliseconds: number): Promise<TraceEvent[]> {
  const events: TraceEvent[] = []
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])))
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: ['toplevel'] } })
  await new Promise((resolve) => setTimeout(resolve, milliseconds))
  const complete = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()))
  await session.send('Tracing.end')
  await complete
  return events
}

function mainThreadTasks(events: readonly TraceEvent[]): TraceEvent[] {
  const threadOf = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`
  const mains = new Set(events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain').map(threadOf))
  return events.filter((event) => event.ph === 'X' && event.name.endsWith('RunTask') && mains.has(threadOf(event)))
}

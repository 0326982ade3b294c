import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { KeyValueStore } from '../../data/key-value-store'
import { MemoryStore } from '../../data/memory-store.fixture'
import { DatabaseError } from '../../data/database-error'
import { presets } from '../../nn/spec/presets'
import { eventually } from '../../testing/eventually'
import { drawingOf, newPage } from '../store.fixture'
import { openVisit } from './open-visit'
import { claimVisit, type VisitSlots } from './slots'
import './visit-keeper'

interface Opening {
  readonly store?: KeyValueStore<unknown>
  readonly beginsAnew?: boolean
  readonly loadModel?: () => Promise<never>
}

/** Tabs of one browser, of which each is asked for its slots as the browser would. */
class Tabs {
  private readonly held = new Set<string>()

  /** @param before  what this tab had before it was loaded again */
  open(before: string | null = null): VisitSlots & { own: string | null; close(): void } {
    const { held } = this
    return {
      before,
      own: null,
      async claim(slot) {
        if (held.has(slot)) return false
        held.add(slot)
        return true
      },
      remember(slot) {
        this.own = slot
      },
      close() {
        if (this.own !== null) held.delete(this.own)
      },
    }
  }
}

describe('which visit a tab goes on with', () => {
  const claim = (slots: VisitSlots, known: readonly string[], beginsAnew = false) =>
    claimVisit(slots, known, { beginsAnew, newSlot: 'new' })

  it('is its own from before', async () => {
    expect(await claim(new Tabs().open('old'), ['newest', 'old'])).toMatchObject({ slot: 'old', isOld: true, free: ['newest'] })
  })

  it('is the newest that no other tab has', async () => {
    const tabs = new Tabs()
    await tabs.open().claim('newest')
    expect(await claim(tabs.open(), ['newest', 'old'])).toEqual({ slot: 'old', isOld: true, hasOthers: true, free: [] })
  })

  it('is a new one where there is none, in a tab that was copied, and where a link is opened', async () => {
    expect(await claim(new Tabs().open(), [])).toMatchObject({ slot: 'new', isOld: false, hasOthers: false })
    const tabs = new Tabs()
    await tabs.open().claim('mine')
    expect(await claim(tabs.open('mine'), ['mine'])).toMatchObject({ slot: 'new', isOld: false, hasOthers: true })
    expect(await claim(new Tabs().open(), ['newest', 'old'], true)).toMatchObject({ slot: 'new', isOld: false, free: ['newest', 'old'] })
  })
})

describe('a page', () => {
  let place: MemoryStore
  let tabs: Tabs

  beforeEach(() => {
    place = new MemoryStore()
    tabs = new Tabs()
  })
  afterEach(() => void vi.useRealTimers())

  async function openPage({ store: where = place, beginsAnew = false, loadModel }: Opening = {}) {
    const page = newPage()
    if (loadModel) page.client.answers.loadModel = loadModel
    const tab = tabs.open()
    let guard = { isAsking: () => false, onLeave: () => {} }
    Object.assign(page.environment, {
      mayHaveLeft: async () => true,
      openVisit: () => openVisit(async () => where, tab, beginsAnew),
      guardLeaving: (given: typeof guard) => (guard = given),
    })
    vi.useFakeTimers()
    const opened = await page.readyStore()
    // Databases and chunks of code come in tasks of their own.
    vi.useRealTimers()
    await eventually(() => expect(opened.state().status).toBe('ready'))
    return { ...page, ...opened, tab, leaving: () => guard }
  }

  const stored = (part: 'page' | 'work'): unknown => [...place.content].find(([key]) => key.endsWith(` ${part}`))?.[1]

  it('begins with model, drawing and view of the last visit', async () => {
    const first = await openPage()
    await first.actions.pickPreset('row-rnn')
    first.actions.setTab('judge')
    first.actions.setDrawing(drawingOf(0.5))
    await eventually(() => expect(stored('work')).toMatchObject({ model: { name: 'row-rnn', bytes: Uint8Array.of(7) }, run: null }))
    await eventually(() => expect(stored('page')).toMatchObject({ hash: expect.stringContaining('judge') }))
    first.tab.close()

    const next = await openPage()
    await next.actions.showLastVisit()
    expect(next.state().view.tab).toBe('judge')
    expect(next.state().dictation).toMatchObject({ picture: expect.any(Float32Array) })
    expect(next.client.asked.find(({ type }) => type === 'loadModel')?.params).toEqual({ name: 'row-rnn', bytes: Uint8Array.of(7) })
    expect(next.state().notices).toEqual([])
  })

  it('that a link opens begins with the link, and leaves what was there', async () => {
    const first = await openPage()
    await first.actions.pickPreset('row-rnn')
    await eventually(() => expect(stored('work')).toBeDefined())
    first.tab.close()
    const linked = await openPage({ beginsAnew: true })
    expect(await linked.actions.showLastVisit()).toBe(false)
    expect(linked.client.count('loadModel')).toBe(0)
    linked.tab.close()
    expect([...place.content.values()]).toContainEqual(expect.objectContaining({ model: { name: 'row-rnn', bytes: Uint8Array.of(7) } }))
  })

  it('offers a run that was cut off, at the step that was kept, with its curve and its settings', async () => {
    const first = await openPage()
    await first.actions.startTraining()
    const report = { firstStep: 0, losses: Float32Array.of(2, 1, 0.5), correct: Uint32Array.of(1, 2, 3), examples: Uint32Array.of(4, 4, 4) }
    first.client.tell(
      { type: 'trainingState', state: 'running' },
      { type: 'turned', changes: [] },
      { type: 'steps', report, imagesPerSecond: null, secondsLeft: null },
      { type: 'checkpoint', epoch: null, step: 2, bytes: Uint8Array.of(9) },
    )
    await eventually(() =>
      expect(stored('work')).toMatchObject({ model: { bytes: Uint8Array.of(9) }, run: { state: 'cutOff', keptStep: 2 } }),
    )
    expect(first.leaving().isAsking()).toBe(true)
    first.tab.close()

    const next = await openPage()
    const { training, notices, series } = next.state()
    expect(training).toMatchObject({ state: 'failed', keptStep: 2, totalSteps: 2814, runId: first.state().training.runId })
    expect(series.stepCount).toBe(3)
    expect(notices).toMatchObject([{ level: 'info', way: 'goOn', error: { code: 'run-left', detail: { step: 2, totalSteps: 2814 } } }])
    expect(next.leaving().isAsking()).toBe(false)
    await next.actions.startTraining()
    expect(next.client.asked.find(({ type }) => type === 'train')?.params).toMatchObject({ start: 'resume' })
    expect(next.state().notices).toEqual([])
  })

  it('begins anew where what was left makes no sense, and tells of a model that is none', async () => {
    place.content.set('a page', { version: 7, hash: 3 })
    expect((await openPage()).state().notices).toEqual([])
    place.content.set('b page', { version: 1, saved: 9, hash: '#v1/train' })
    place.content.set('b work', { version: 1, model: { name: 'x', bytes: Uint8Array.of(1) }, run: null })
    tabs = new Tabs()
    const { state } = await openPage({ loadModel: () => Promise.reject(new Error('Not a model')) })
    expect(state().notices).toMatchObject([{ error: { code: 'visit-model' } }])
  })

  it.each([
    ['absent', new ReferenceError('indexedDB is not defined')],
    ['full', new DOMException('', 'QuotaExceededError')],
    ['other', new Error('disk')],
  ])('whose storage is %s says so once, when there is something to keep, and offers to save it', async (kind, error) => {
    const { putAll } = place
    const broken = Object.assign(place, { putAll: (): Promise<void> => Promise.reject(error) })
    const { actions, state, leaving } = await openPage({ store: broken })
    expect(state().notices).toEqual([])
    await actions.pickPreset('row-rnn')
    const told = [{ level: 'info', way: 'save', error: { code: 'visit-storage', detail: { action: 'write', reason: { kind } } } }]
    await eventually(() => expect(state().notices).toMatchObject(told))
    expect(leaving().isAsking()).toBe(true)
    await actions.pickPreset('row-lstm')
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(state().notices).toHaveLength(1)
    Object.assign(broken, { putAll })
    await actions.pickPreset('row-rnn')
    await eventually(() => expect(state().notices).toEqual([]))
  })

  it.each(['newer', 'blocked'] as const)(
    'that another version of the page has (%s) is told at once, and nothing is stored over it',
    async (problem) => {
      const error = new DatabaseError({ name: 'gatelight-visits', problem })
      const { keys } = place
      Object.assign(place, { keys: (): Promise<readonly string[]> => Promise.reject(error) })
      const { actions, state } = await openPage()
      await eventually(() =>
        expect(state().notices).toMatchObject([{ way: 'save', error: { detail: { action: 'read', reason: { kind: problem } } } }]),
      )
      await actions.pickPreset('row-rnn')
      expect(state().notices).toHaveLength(1)
      Object.assign(place, { keys })
      expect(place.content.size).toBe(0)
    },
  )

  it('keeps a fresh network by what its weights are made from until they are told', async () => {
    const { actions, client } = await openPage()
    client.answers.saveModel = () => new Promise(() => {})
    await actions.makeModel({ spec: presets.cnn.spec, name: 'mine', seed: 4 })
    await eventually(() => expect(stored('work')).toMatchObject({ model: { name: 'mine', seed: 4, spec: { input: expect.anything() } } }))
  })
})

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { StoreApi } from 'zustand/vanilla'
import { IMAGE_PIXELS } from '../../testing/digits'
import type { Trace } from '../../nn/engine'
import type { Store } from '../../state/app-state'
import { bareEnvironment } from '../../state/bare-environment.fixture'
import { FakeClient } from '../../state/fake-client.fixture'
import { createAppStore } from '../../state/store'
import { runTo, type Stage, write } from './stage'

const nothing = { shape: [0], data: new Float32Array(0) }
const trace: Trace = { input: nothing, signals: [], belief: nothing, probabilities: new Float32Array(10) }

let store: StoreApi<Store>
let leaving: AbortController

function stage(isStill = false): Stage {
  return { store, signal: leaving.signal, isStill }
}

beforeEach(() => {
  vi.useFakeTimers()
  store = createAppStore(new FakeClient({}), null, bareEnvironment)
  leaving = new AbortController()
})

afterEach(() => vi.useRealTimers())

describe('running the scan', () => {
  it('goes step by step, down and up', async () => {
    const seen: number[] = []
    store.subscribe(({ cursor }) => seen.push(cursor.step))
    const run = runTo(stage(), 3)
    await vi.runAllTimersAsync()
    await run
    expect([...new Set(seen)]).toEqual([0, 1, 2, 3])
    void runTo(stage(), 1)
    await vi.runAllTimersAsync()
    expect(store.getState().cursor.step).toBe(1)
  })

  it('is there at once for who wants less motion', async () => {
    await runTo(stage(true), 20)
    expect(store.getState().cursor).toMatchObject({ step: 20, playing: false })
  })

  it('gives way to the visitor', async () => {
    const run = runTo(stage(), 20)
    await vi.advanceTimersByTimeAsync(300)
    store.getState().actions.setCursor({ step: 9 })
    await vi.runAllTimersAsync()
    await run
    expect(store.getState().cursor.step).toBe(9)
  })

  it('ends with its lesson', async () => {
    const run = runTo(stage(), 20)
    await vi.advanceTimersByTimeAsync(300)
    const { step } = store.getState().cursor
    leaving.abort()
    await run
    await vi.runAllTimersAsync()
    expect(store.getState().cursor.step).toBe(step)
  })
})

describe('writing a digit', () => {
  const draw = (label: number): void =>
    store.getState().actions.setDrawing({ picture: new Float32Array(IMAGE_PIXELS).fill(0.5), label, isEmpty: false })

  it('asks the pad, and waits until it is written and read', async () => {
    let isOver = false
    const written = write(stage(), 3).then(() => (isOver = true))
    expect(store.getState().dictation).toEqual({ digit: 3 })
    draw(3)
    await vi.advanceTimersByTimeAsync(1000)
    expect(isOver, 'it has not been read').toBe(false)
    store.setState({ trace })
    await vi.advanceTimersByTimeAsync(200)
    draw(3)
    await vi.advanceTimersByTimeAsync(200)
    expect(isOver, 'it is still being written').toBe(false)
    await vi.advanceTimersByTimeAsync(100)
    await written
  })

  it('ends with its lesson', async () => {
    const written = write(stage(), 3)
    leaving.abort()
    await expect(written).resolves.toBeUndefined()
  })
})

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { RemoteError } from '../worker/client'
import type { DataInfo } from '../worker/protocol'
import { mnist, newPage } from './store.fixture'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('data', () => {
  test('shows progress, and failures of what was passed over', async () => {
    const { client, readyStore } = newPage()
    const { actions, state } = await readyStore()
    const failures = [{ source: 'page', file: 'train-images', fault: { kind: 'http', status: 404 } }] as const
    client.answers.loadData = () => ({ data: { ...mnist, kind: 'built-in' }, failures })
    const loaded = actions.loadData({ kind: 'mnist' })
    client.tell({ type: 'dataProgress', file: 'f', source: 's', receivedBytes: 1, totalBytes: 2 })
    expect(state().data.loading).toEqual({ file: 'f', source: 's', receivedBytes: 1, totalBytes: 2 })
    await loaded
    expect(state().data).toMatchObject({ info: { kind: 'built-in' }, loading: null, failures })
  })

  test('an older load that ends late or badly is not heard of', async () => {
    const { client, readyStore } = newPage()
    const { actions, state } = await readyStore()
    let refuse = (_error: Error) => {}
    client.answers.loadData = ({ kind }) =>
      kind === 'mnist' ? new Promise((_, reject) => (refuse = reject)) : { data: { ...mnist, kind }, failures: [] }
    const older = actions.loadData({ kind: 'mnist' })
    await actions.loadData({ kind: 'built-in' })
    refuse(new RemoteError({ code: 'state', message: 'overtaken', detail: { action: 'loadData', obstacle: { kind: 'overtaken' } } }))
    await older
    expect(state().data.info?.kind).toBe('built-in')
    expect(state().notices).toEqual([])
  })

  test('files that are refused leave a load alone that was under way', async () => {
    const { client, readyStore } = newPage()
    const { actions, state } = await readyStore()
    let arrive = () => {}
    client.answers.loadData = ({ kind }) => new Promise((resolve) => (arrive = () => resolve({ data: { ...mnist, kind }, failures: [] })))
    client.answers.loadFiles = () =>
      Promise.reject(new RemoteError({ code: 'data-incomplete', message: 'not MNIST', detail: { missing: ['f'], failures: [] } }))
    const download = actions.loadData({ kind: 'mnist' })
    const progress = { file: 'f', source: 's', receivedBytes: 1, totalBytes: 2 }
    client.tell({ type: 'dataProgress', ...progress })
    await actions.loadDataFiles([new File(['x'], 'x')])
    expect(state().notices.map(({ error }) => error.message)).toEqual(['not MNIST'])
    expect(state().data).toMatchObject({ info: null, loading: progress })
    arrive()
    await download
    expect(state().data).toMatchObject({ info: mnist, loading: null })
  })

  test('files that are MNIST replace a load that was under way, which ends without a word', async () => {
    const { client, readyStore } = newPage()
    const { actions, state } = await readyStore()
    let refuse = (_error: Error) => {}
    client.answers.loadData = () => new Promise((_, reject) => (refuse = reject))
    const files: DataInfo = { ...mnist, origin: 'files' }
    let arrive = () => {}
    client.answers.loadFiles = () => new Promise((resolve) => (arrive = () => resolve({ data: files, failures: [] })))
    const download = actions.loadData({ kind: 'mnist' })
    const dropped = actions.loadDataFiles([new File(['x'], 'x')])
    // The worker ends the download before it answers for the files.
    refuse(new RemoteError({ code: 'state', message: 'overtaken', detail: { action: 'loadData', obstacle: { kind: 'overtaken' } } }))
    await download
    arrive()
    await dropped
    expect(state().data).toMatchObject({ info: files, loading: null })
    expect(state().notices).toEqual([])
  })

  test('files that are refused change nothing', async () => {
    const { readyStore } = newPage()
    const { actions, state } = await readyStore()
    await actions.loadData({ kind: 'mnist' })
    await actions.loadDataFiles([new File(['x'], '<b>x</b>')])
    expect(state().data).toMatchObject({ info: mnist, loading: null })
    expect(state().notices).toHaveLength(1)
  })
})

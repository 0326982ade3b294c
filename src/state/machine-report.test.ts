import { afterEach, expect, test, vi } from 'vitest'
import type { EngineFigures } from '../worker/protocol'
import { machineReport } from './machine-report'

afterEach(() => vi.unstubAllGlobals())

test('a report has the machine, the browser and every figure, to four digits', () => {
  vi.stubGlobal('navigator', { userAgent: 'Browser/1', hardwareConcurrency: 8 })
  const engine: EngineFigures = {
    kind: 'webgpu',
    adapter: 'NVIDIA ampere',
    isSoftware: false,
    features: ['subgroups'],
    threads: null,
    training: [{ batch: 64, imagesPerSecond: 12345.678 }],
    reading: 1.23456789,
    manyPerSecond: 98765.4,
  }
  const report = machineReport([engine], 'row-lstm', new Date('2026-11-30T00:00:00Z'))
  expect(JSON.parse(JSON.stringify(report))).toEqual({
    format: 'gatelight-machine/1',
    date: '2026-11-30T00:00:00.000Z',
    browser: 'Browser/1',
    cores: 8,
    isIsolated: false,
    network: 'row-lstm',
    engines: [{ ...engine, training: [{ batch: 64, imagesPerSecond: 12350 }], reading: 1.235, manyPerSecond: 98770 }],
  })
})

import { describe, expect, it } from 'vitest'
import { summarize } from '../measure'
import { parseOptions, UsageError } from '../options'
import type { ContenderResult } from '../results'
import { toText } from '../table'
import { NoHardwareError, requireHardware } from './no-hardware-error'
import { hardwareTables } from './report'
import type { HardwareResults } from './results'

describe('the options of --hardware', () => {
  it('measure who computes on a GPU, at batches that keep it busy', () => {
    expect(parseOptions(['--hardware'])).toMatchObject({
      contenders: ['gatelight-webgpu', 'gatelight-webgpu-half', 'tfjs-webgpu', 'jax-webgpu', 'onnx-webgpu'],
      sections: [],
      hardware: { allowsSoftware: false, isInNode: false, batches: [64, 256, 1024, 4096] },
      picture: null,
    })
  })

  it('take batches that divide the digits, and no others', () => {
    const options = parseOptions(['--hardware', '--allow-software', '--batches', '64,512', '--only', 'jax-webgpu'])
    expect(options).toMatchObject({ contenders: ['jax-webgpu'], hardware: { allowsSoftware: true, batches: [64, 512] } })
    for (const batches of ['63', '8192', 'many', '64,'])
      expect(() => parseOptions(['--hardware', '--batches', batches])).toThrow(UsageError)
  })

  it('measure in Node who needs no browser', () => {
    expect(parseOptions(['--hardware', '--node'])).toMatchObject({
      contenders: ['gatelight-webgpu', 'gatelight-webgpu-half'],
      hardware: { isInNode: true },
    })
  })

  it('go with --hardware alone, and --against without it', () => {
    expect(() => parseOptions(['--allow-software'])).toThrow(/go with --hardware/)
    expect(() => parseOptions(['--hardware', '--against', 'a.json'])).toThrow(/leave one of the two out/)
  })
})

describe('a browser without a GPU', () => {
  const none = { name: null, isSoftware: false, hasHalf: false, reason: 'no adapter' }
  const software = { name: 'google swiftshader', isSoftware: true, hasHalf: false, reason: '' }

  it('is refused, with what came and what to do', () => {
    expect(() => requireHardware('Chromium 1', none, false)).toThrow(/expected a GPU, and Chromium 1 has none \(no adapter\)\. Install/)
    expect(() => requireHardware('Chromium 1', software, false)).toThrow(/google swiftshader, which emulates one on the CPU/)
    expect(() => requireHardware('Chromium 1', none, true)).toThrow(NoHardwareError)
    expect(new NoHardwareError('Chromium 1', none)).toMatchObject({ code: 'no-hardware-adapter', detail: { found: none } })
  })

  it('is measured where software will do', () => {
    expect(() => requireHardware('Chromium 1', software, true)).not.toThrow()
    expect(() => requireHardware('Chromium 1', { name: 'NVIDIA', isSoftware: false, hasHalf: true, reason: '' }, false)).not.toThrow()
  })
})

describe('the tables of a GPU', () => {
  const contender = (name: string, isOurs: boolean, rate: number): ContenderResult => ({
    name,
    title: name,
    isOurs,
    description: '',
    failure: null,
    training: { rate: summarize([rate]), rounds: [rate], firstStep: 1, losses: [], gpu: null },
    predictOne: null,
    predictMany: summarize([100]),
    trace: null,
    difference: null,
  })
  const results: HardwareResults = {
    machine: {
      date: 'D',
      isQuick: false,
      browser: 'B',
      adapter: 'A',
      versions: {},
      system: 'S',
      processor: 'P',
      cores: 2,
      load: 0,
      memory: 1,
    },
    isSoftware: false,
    tried: [{ family: 'gemm/nn', milliseconds: { registers: 2, quads: null, staged: 1.5 }, fastest: 'staged' }],
    checked: [
      { arrangement: 'registers', format: 'float32', preset: 'keras', wrong: null },
      { arrangement: 'staged', format: 'float32', preset: 'keras', wrong: 'loss: 1 of 1 values differ' },
      { arrangement: 'staged', format: 'float16', preset: 'keras', wrong: null },
    ],
    batches: [64, 1024].map((batch) => ({
      batch,
      contenders: [contender('gatelight-webgpu', true, 10 * batch), contender('jax-webgpu', false, batch)],
      limits: null,
      failures: [],
    })),
    profiles: [],
    failures: [],
  }
  const text = hardwareTables(results).map(toText).join('\n\n')

  it('say what each arrangement took, and which is taken', () => {
    expect(text).toMatch(/gemm\/nn +2\.00 +– +1\.50 +staged/)
  })

  it('say what is right and what is not', () => {
    expect(text).toMatch(/registers +right\nstaged +WRONG\nstaged, 16 bits +right/)
  })

  it('have a column for each batch, of rates and of ratios', () => {
    expect(text).toMatch(/jax-webgpu +64\.0 +1024\n/)
    expect(text).toMatch(/jax-webgpu +10\.0 +10\.0\n/)
    expect(text).toMatch(/1024 pictures, images\/s/)
  })
})

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { confirmed, fallsOf, readEarlier, requireSameMachine, suspects, tellFall, tellGuard } from './guard'
import { summarize } from './measure'
import { UsageError } from './options'
import { ratiosOf } from './ratios'
import type { ContenderResult, LimitResults, Ratio } from './results'

function contender(name: string, rounds: readonly number[], more: Partial<ContenderResult> = {}): ContenderResult {
  const training = { rate: summarize(rounds), rounds, firstStep: 1, losses: [], gpu: null }
  const nothing = { description: '', failure: null, predictOne: null, predictMany: null, trace: null, difference: null }
  return { name, title: name, isOurs: name.startsWith('gatelight'), training, ...nothing, ...more }
}

const limits: LimitResults = {
  adapter: { adapter: 'A', arithmetic: 1, read: 1, write: 1, dispatch: 1, pass: 1, submit: 1, readback: 1 },
  cpu: {},
  products: {
    gemm: summarize([1]),
    list: summarize([1]),
    listRate: summarize([1]),
    listRates: [5, 10],
    coreRates: [50, 100],
    allCoresRates: [100, 150],
    shareOfTraining: null,
  },
}

describe('the ratios of a run', () => {
  it('are of the best round of each: what else goes on only takes away', () => {
    const contenders = [contender('gatelight-cpu', [400, 100, 390]), contender('jax-wasm', [11, 39, 40])]
    expect(ratiosOf({ contenders, limits: null })).toEqual([
      {
        name: 'training: gatelight-cpu / jax-wasm',
        value: 10,
        median: 390 / 40,
        contenders: ['gatelight-cpu', 'jax-wasm'],
        needsLimits: false,
      },
    ])
  })

  it('say of predictions how many times as fast, of both kinds', () => {
    const ours = contender('gatelight-cpu', [1], { training: null, predictOne: summarize([2, 9]), predictMany: summarize([10]) })
    const peer = contender('onnx-wasm', [1], { training: null, predictOne: summarize([8, 3, 5]), predictMany: summarize([40]) })
    expect(ratiosOf({ contenders: [ours, peer], limits: null }).map(({ name, value }) => [name, value])).toEqual([
      ['one picture: gatelight-cpu / onnx-wasm', 1.5],
      ['256 pictures: gatelight-cpu / onnx-wasm', 4],
    ])
  })

  it('hold training to the limit of what it runs on, in the same run', () => {
    const contenders = [
      contender('gatelight-webgpu', [100, 200]),
      contender('gatelight-cpu', [1900, 2850]),
      contender('gatelight-cpu-1', [1000, 2000]),
    ]
    const [both, webgpu, all, cpu] = ratiosOf({ contenders, limits })
    expect(both).toMatchObject({ name: 'training: gatelight-cpu / gatelight-cpu-1', needsLimits: false })
    expect([both?.value, both?.median]).toEqual([2850 / 2000, (1.9 + 1.425) / 2])
    expect(all?.value).toBeCloseTo((2850 * 1.33) / 64 / 150, 2)
    // 1.33 GFLOP are the products of 64 pictures.
    expect(webgpu).toMatchObject({ name: 'training: gatelight-webgpu / limit', needsLimits: true })
    expect(webgpu?.value).toBeCloseTo((200 * 1.33) / 64 / 10, 2)
    expect(cpu?.value).toBeCloseTo((2000 * 1.33) / 64 / 100, 2)
  })
})

const ratio = (name: string, value: number, more: Partial<Ratio> = {}): Ratio => ({
  name,
  value,
  median: value,
  contenders: ['gatelight-cpu', 'jax-wasm'],
  needsLimits: false,
  ...more,
})
const earlier = [
  { name: 'a', value: 10 },
  { name: 'b', value: 2 },
  { name: 'gone', value: 1 },
]

describe('a fall', () => {
  it('is more than a tenth, of a ratio that both runs have', () => {
    const falls = fallsOf(earlier, [ratio('a', 9.01), ratio('b', 1.79), ratio('new', 0.1)])
    expect(falls.map(({ ratio: { name }, before }) => [name, before])).toEqual([['b', 2]])
  })

  it('is none where most others say so: one of them was faster this time', () => {
    const peers = ['jax-wasm', 'tfjs-wasm', 'onnx-wasm']
    const before = peers.map((peer) => ({ name: `one picture: gatelight-cpu / ${peer}`, value: 10 }))
    const falls = (values: readonly number[]) =>
      fallsOf(
        before,
        before.slice(0, values.length).map(({ name }, at) => ratio(name, values[at]!)),
      )
    expect(falls([5, 10, 9.9])).toEqual([])
    expect(falls([5, 10])).toEqual([])
    expect(falls([5, 8, 10]).map(({ ratio: { value } }) => value)).toEqual([5, 8])
    expect(falls([5])).toHaveLength(1)
  })

  it('cannot be told of runs that have nothing in common', () => {
    expect(() => fallsOf(earlier, [ratio('new', 1)])).toThrow(/measured nothing in common; choose the same contenders/)
  })

  it('is looked at again with whom it concerns alone', () => {
    const own = ratio('b', 1, { contenders: ['gatelight-cpu'], needsLimits: true })
    expect(suspects(fallsOf(earlier, [ratio('a', 1), own]))).toEqual({ contenders: ['gatelight-cpu', 'jax-wasm'], needsLimits: true })
    expect(suspects(fallsOf(earlier, [ratio('a', 1)])).needsLimits).toBe(false)
  })

  it('is believed when it is there every time, or when there is no second time', async () => {
    const measuredAgain = [
      [ratio('a', 8), ratio('b', 1.5), ratio('c', 1)],
      [ratio('a', 9.5), ratio('b', 1.4), ratio('c', 1.1)],
      [ratio('b', 1.2), ratio('c', 1)],
    ]
    const suspected: string[][] = []
    const before = [...earlier, { name: 'c', value: 2 }]
    const falls = fallsOf(before, [ratio('a', 5), ratio('b', 1), ratio('c', 1.3), ratio('gone', 0.5)])
    const kept = await confirmed(falls, async (each) => {
      suspected.push(each.map(({ ratio: { name } }) => name))
      return measuredAgain[suspected.length - 1]!
    })
    expect(suspected).toEqual([
      ['a', 'b', 'c', 'gone'],
      ['a', 'b', 'c', 'gone'],
      ['b', 'c', 'gone'],
    ])
    expect(kept.map(tellFall)).toEqual([
      'b fell to 75%: 2.00 before, 1.00 now, 1.50 at best measured again',
      'c fell to 65%: 2.00 before, 1.30 now, 1.10 at best measured again',
      'gone fell to 50%: 1.00 before, 0.500 now, could not be measured again',
    ])
  })

  it('is forgotten as soon as it was not there', async () => {
    let times = 0
    const kept = await confirmed(fallsOf(earlier, [ratio('a', 5)]), async () => {
      times++
      return [ratio('a', 9.1)]
    })
    expect([kept, times]).toEqual([[], 1])
  })
})

describe('the verdict', () => {
  const machine = { processor: 'P', cores: 2, browser: 'B', adapter: 'A', date: 'D', load: 0.1 }

  it('is given of what both runs have', () => {
    const results = { ratios: [ratio('a', 9.5), ratio('new', 1)], machine }
    expect(tellGuard({ machine, ratios: earlier }, results, [])).toBe('1 ratios against the run of D: none fell by more than a tenth')
  })

  it('is doubted where others were computing', () => {
    const results = { ratios: [ratio('b', 1)], machine: { ...machine, load: 4 } }
    const [fall] = fallsOf(earlier, results.ratios)
    expect(tellGuard({ machine, ratios: earlier }, results, [fall!])).toMatch(
      /1 fell by more than a tenth; others were computing before this one/,
    )
    expect(tellGuard({ machine: { ...machine, load: 9 }, ratios: earlier }, results, [])).toMatch(
      /before that run and this one: measure both again/,
    )
  })
})

describe('the file of an earlier run', () => {
  const machine = { processor: 'P', cores: 2, browser: 'B', adapter: 'A', date: 'D', load: 0.1 }

  it('is read as far as it is compared', async () => {
    expect(await readEarlier(await fileWith(JSON.stringify({ machine, ratios: earlier, more: 1 })))).toEqual({ machine, ratios: earlier })
  })

  it('that is none is refused, with what to do', async () => {
    for (const content of ['{', '{}', JSON.stringify({ machine, ratios: [{ name: 'a' }] })]) {
      await expect(readEarlier(await fileWith(content))).rejects.toThrow(/expected a file of an earlier run with --json/)
    }
    await expect(readEarlier('no such file')).rejects.toThrow(UsageError)
  })

  it('of another machine is refused', () => {
    expect(() => requireSameMachine(machine, { processor: 'P', cores: 2, adapter: 'A' })).not.toThrow()
    expect(() => requireSameMachine(machine, { processor: 'P', cores: 4, adapter: 'A' })).toThrow(/whose cores is 4; the file's was 2/)
  })
})

async function fileWith(content: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const path = join(folder, 'earlier.json')
  await writeFile(path, content)
  return path
}

import { describe, expect, it } from 'vitest'
import { Random, Stream } from '../../../core/random'
import { createCpuEngine } from '../../engines/cpu/cpu-engine'
import { parseModelSpec } from '../parse'
import { presets, type PresetName } from '../presets'
import { decodeNumbers, fileOf, numbersText, shortest } from './numbers'
import { traceCsv } from './trace-csv'
import { decodeTraceFile, recordedLayers, type RecordedTrace, traceJson, tracedPicture } from './trace-file'

/** Files of traces say every number so that it comes back as it was. */

async function recordedBy(preset: PresetName, seed = 3): Promise<RecordedTrace> {
  const { spec } = presets[preset]
  const engine = await createCpuEngine()
  const model = await engine.createModel(spec, { seed })
  const random = new Random(seed, Stream.sample)
  const picture = Float32Array.from({ length: 784 }, () => random.uniform())
  const trace = await model.trace(picture)
  engine.dispose()
  return { model: { name: preset, spec }, trace }
}

const read = (file: Uint8Array) => new TextDecoder().decode(file)

describe('a number as text', () => {
  it('is the shortest that comes back as the same 32 bits', () => {
    expect([0.1, 1, 1e-7, 123456.789, -0].map(Math.fround).map(shortest)).toEqual(['0.1', '1', '1e-7', '123456.79', '-0'])
    const random = new Random(1, Stream.sample)
    const bits = new Uint32Array(1)
    const value = new Float32Array(bits.buffer)
    for (let trial = 0; trial < 20_000; trial++) {
      bits[0] = Math.floor(random.uniform() * 2 ** 32)
      expect(Object.is(Math.fround(Number(shortest(value[0]!))), value[0])).toBe(true)
    }
  })

  it('is a name where JSON has no number', async () => {
    const values = Float32Array.of(1.5, Number.NaN, Infinity, -Infinity)
    const text = read(await fileOf(numbersText(values)))
    expect(text).toBe('[1.5,"NaN","Infinity","-Infinity"]')
    expect(decodeNumbers(JSON.parse(text), 'values')).toEqual(values)
    expect(() => decodeNumbers([1, null], 'values')).toThrow('values[1]')
  })
})

describe.each(['row-lstm', 'bidirectional', 'cnn', 'keras', 'permuted-lstm'] as const)('a reading of %s', (preset) => {
  it('comes back from its JSON with the same bits', { timeout: 60_000 }, async () => {
    const recorded = await recordedBy(preset)
    const file = decodeTraceFile(JSON.parse(read(await traceJson(recorded))), 'trace')
    const { model, trace } = recorded
    expect(file.model).toEqual({ name: preset, spec: parseModelSpec(model.spec) })
    expect(file.input).toEqual({ shape: [...trace.input.shape], data: trace.input.data })
    expect(file.belief).toEqual({ shape: [...trace.belief.shape], data: trace.belief.data })
    expect(file.probabilities).toEqual(trace.probabilities)
    expect(file.picture).toEqual(tracedPicture(recorded))
    expect(file.answer.probability).toBe(Math.max(...trace.probabilities))
    const signals = file.layers.flatMap((layer) => layer.signals.map(({ name, shape, data }) => ({ layer: layer.name, name, shape, data })))
    expect(signals).toEqual(trace.signals.map((signal) => ({ ...signal, shape: [...signal.shape] })))
    for (const { axes, shape } of file.layers.flatMap((layer) => layer.signals)) expect(axes).toHaveLength(shape.length)
  })

  it('has a line for every value in its CSV', { timeout: 60_000 }, async () => {
    const recorded = await recordedBy(preset)
    const [head, ...lines] = read(await traceCsv(recorded))
      .trimEnd()
      .split('\r\n')
    const values = recordedLayers(recorded).flatMap(({ signals }) => signals.map(({ data }) => data.length))
    const { belief, probabilities } = recorded.trace
    expect(lines).toHaveLength(values.reduce((sum, count) => sum + count, 0) + belief.data.length + probabilities.length)
    const columns = head!.split(',')
    expect([columns[0], columns[1], columns.at(-1)]).toEqual(['layer', 'signal', 'value'])
    for (const line of [lines[0]!, lines.at(-1)!]) expect(line.split(',')).toHaveLength(columns.length)
    expect(Number(lines.at(-1)!.split(',').at(-1))).toBeCloseTo(probabilities.at(-1)!, 7)
  })
})

it('a table counts from 1, steps before units', async () => {
  const recorded = await recordedBy('row-lstm')
  const lines = read(await traceCsv(recorded)).split('\r\n')
  const [first] = recordedLayers(recorded)
  const { declared, data } = first!.signals[0]!
  const units = declared.shape[1]!
  expect(lines[0]).toBe('layer,signal,step,unit,value')
  expect(lines[1]).toBe(`lstm,${declared.name},1,1,${shortest(data[0]!)}`)
  expect(lines[1 + units]).toBe(`lstm,${declared.name},2,1,${shortest(data[units]!)}`)
})

it('what is no such file is refused with the place', async () => {
  const file: Record<string, unknown> = JSON.parse(read(await traceJson(await recordedBy('row-lstm'))))
  expect(() => decodeTraceFile({ ...file, version: 2 }, 'trace')).toThrow('version')
  expect(() => decodeTraceFile({ ...file, belief: { shape: [28, 10], data: [1] } }, 'trace')).toThrow('belief')
})

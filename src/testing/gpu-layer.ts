import type { StoredFormat } from '../core/stored-format'
import { elementCount, type Tensor } from '../core/tensor'
import type { Slice } from '../gpu/arena'
import { requestGpu, type Gpu } from '../gpu/device'
import { KernelCache, type Arrangement } from '../gpu/kernel'
import { PlanBuilder } from '../gpu/plan'
import { ReadbackRing } from '../gpu/readback'
import type { TraceSignal } from '../nn/engine'
import { CLOCK_BYTES, writeClock } from '../nn/operations/gpu/clock'
import { ParameterStore } from '../nn/operations/gpu/parameter-store'
import { FLOAT_BYTES, padded, resizeMatrix, type GpuTensor } from '../nn/operations/gpu/tensor'
import { createGpuLayer } from '../nn/layers/gpu-registry'
import type { DescribedLayer } from '../nn/spec/describe'

/** One device for all tests of a file, so that kernels compile once. */
export interface TestGpu {
  readonly gpu: Gpu
  readonly kernels: KernelCache
}

/** @param arrangement  of all kernels, instead of the one that fits the adapter */
export async function openTestGpu(arrangement?: Arrangement): Promise<TestGpu> {
  const gpu = await requestGpu(arrangement)
  return { gpu, kernels: new KernelCache(gpu) }
}

/** Copies slices back, one array each. */
export async function readSlices({ gpu }: TestGpu, slices: readonly Slice[]): Promise<Float32Array[]> {
  const ring = new ReadbackRing(
    gpu,
    'test',
    slices.reduce((sum, { size }) => sum + size, 0),
  )
  const encoder = gpu.device.createCommandEncoder()
  const copy = ring.copy(encoder, slices)
  gpu.device.queue.submit([encoder.finish()])
  const values = new Float32Array(await copy.read())
  ring.destroy()
  let offset = 0
  return slices.map(({ size }) => values.subarray(offset, (offset += size / FLOAT_BYTES)))
}

export interface LayerCase {
  readonly described: DescribedLayer
  readonly batch: number
  /** What random numbers the layer draws, as in a training step. */
  readonly random: { readonly seed: number; readonly step: number }
  /** Time-major, without padding: [T,B,F] or [B,F]. */
  readonly input: Float32Array
  /** [T,B] 0 where a timestep is masked; null when all count. */
  readonly mask: Float32Array<ArrayBuffer> | null
  readonly parameters: ReadonlyMap<string, Tensor>
  /** Gradient of the output, shaped like it. */
  readonly dOutput: Float32Array
}

export interface LayerResult {
  readonly output: Float32Array
  readonly dInput: Float32Array
  readonly gradients: Map<string, Tensor>
  /** Only for a batch of one. */
  readonly signals: readonly TraceSignal[]
}

/** Runs one layer forward and backward on the GPU, unpadded data in and out. */
export async function runGpuLayer(
  test: TestGpu,
  { described, batch, random, input, mask, parameters, dOutput }: LayerCase,
  format: StoredFormat = 'float32',
): Promise<LayerResult> {
  const layer = createGpuLayer(described)
  const store = new ParameterStore(
    test.gpu,
    described.parameters.map((parameter) => ({
      described: parameter,
      packed: layer.parameters.find(({ tensor }) => tensor === parameter.tensor)!,
    })),
    format,
  )
  store.upload('parameters', parameters)
  const backward = new PlanBuilder(test.gpu, test.kernels, 'backward', { format })
  const forward = new PlanBuilder(test.gpu, test.kernels, 'forward', { format })
  store.recordCopies(forward)
  const x = upload(test, forward, input, matrixShape(described.input, batch))
  const maskSlice = mask && forward.arena.allocate('mask', mask.byteLength)
  if (mask !== null) test.gpu.device.queue.writeBuffer(maskSlice!.buffer.native, 0, mask)
  const clock = forward.arena.allocate('clock', CLOCK_BYTES)
  writeClock(test.gpu, clock, { ...random, epoch: 0, start: 0, examples: batch, logSlot: 0, learningRate: 0 })
  // One plan for both ways would overwrite the activations before they are read; a second recording for the way back keeps them.
  const build = (plan: PlanBuilder) =>
    layer.forward(
      {
        plan,
        batch,
        index: 1,
        clock,
        mask: maskSlice,
        isOpened: false,
        parameter: (tensor) => store.slice('parameters', described.name, tensor),
        weights: (tensor) => store.weights(described.name, tensor),
        gradient: (tensor) => store.slice('gradients', described.name, tensor),
      },
      x,
    )
  const ahead = build(forward)
  const back = build(backward)
  const dInput = back.backward(upload(test, backward, dOutput, matrixShape(described.output, batch)), true)!
  await submitPlan(test, forward)
  const output = await readTensor(test, ahead.output, described.output.at(-1)!)
  const signals = batch === 1 ? ahead.trace.unpack(await readSlices(test, ahead.trace.slices)) : []
  await submitPlan(test, backward)
  const result = {
    output,
    signals,
    dInput: await readTensor(test, dInput, described.input.at(-1)!),
    gradients: await store.download('gradients'),
  }
  for (const { arena } of [forward, backward]) arena.destroy()
  store.destroy()
  return result
}

export async function submitPlan({ gpu }: TestGpu, builder: PlanBuilder): Promise<void> {
  const plan = await builder.compile()
  const encoder = gpu.device.createCommandEncoder()
  plan.encode(encoder)
  gpu.device.queue.submit([encoder.finish()])
}

/** A sequence is [T·B,F] in memory, a vector [B,F]. */
function matrixShape(shape: readonly number[], batch: number): readonly [number, number] {
  return [(elementCount(shape) / shape.at(-1)!) * batch, shape.at(-1)!]
}

function upload({ gpu }: TestGpu, { arena }: PlanBuilder, values: Float32Array, [rows, columns]: readonly [number, number]): GpuTensor {
  const width = padded(columns)
  const slice = arena.allocate('test', rows * width * FLOAT_BYTES)
  gpu.device.queue.writeBuffer(slice.buffer.native, 0, resizeMatrix(values, [rows, columns], [rows, width]))
  return { slice, firstRow: 0, rows, columns: width }
}

async function readTensor(test: TestGpu, tensor: GpuTensor, columns: number): Promise<Float32Array> {
  const [values] = await readSlices(test, [tensor.slice])
  const rows = values!.subarray(tensor.firstRow * tensor.columns, (tensor.firstRow + tensor.rows) * tensor.columns)
  return resizeMatrix(rows, [tensor.rows, tensor.columns], [tensor.rows, columns])
}

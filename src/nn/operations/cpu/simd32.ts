import { EngineUnavailableError } from '../../../core/errors'
import { wordsOf } from '../../../core/gatelight-error'
import { withinLimit } from '../../../core/within-limit'
import { implement, type Values } from './arithmetic/primitive'
import type { Product, RepeatedProduct } from './arithmetic/products'
import { declarations, type Primitives, type PrimitivesScope, type Recording } from './primitives'
import { bindKernel, type Kernel } from './simd/kernels'
import { Allocator, createMemory, isShared } from './simd/memory'
import { Recorder } from './simd/recording'
import { compileModule, hasRelaxedSimd } from './simd/module'

/** For loading, compiling and instantiating a module of 23 KB; after that it is better to compute without. */
const LIMIT_MS = 10_000

export interface SimdOptions {
  /** Where arrays are, as `createMemory` makes it; one that is shared may serve several threads. Default: memory of their own. */
  readonly memory?: WebAssembly.Memory
  /** Whether multiply-adds are rounded once; default: where the engine can. */
  readonly relaxed?: boolean
}

/** The CPU engine's arithmetic in float32, four values at a time, in WebAssembly. */
export interface SimdPrimitives extends Primitives {
  /** Where all arrays are; they stay where they are when it grows. */
  readonly memory: WebAssembly.Memory
  /** Whether other threads may use that memory: `createSimdPrimitives({ memory })` there gives them arrays beside these. */
  readonly isShared: boolean
  /** Of arrays that have not ended. */
  readonly bytesInUse: number
}

/**
 * Loads and compiles the module of `assembly/` that suits this engine.
 *
 * @throws EngineUnavailableError where there is no WebAssembly with SIMD, or the module cannot be had, or nothing answers
 */
export async function createSimdPrimitives({
  memory = createMemory(),
  relaxed = hasRelaxedSimd(),
}: SimdOptions = {}): Promise<SimdPrimitives> {
  const loading = new AbortController()
  const late = (): Error => {
    loading.abort()
    return new DOMException(`WebAssembly: no answer within ${LIMIT_MS} ms`, 'TimeoutError')
  }
  try {
    return await withinLimit(load(memory, relaxed, loading.signal), LIMIT_MS, late)
  } catch (cause) {
    throw new EngineUnavailableError({ engine: 'cpu', reason: { kind: 'noSimd', original: wordsOf(cause) } }, { cause })
  }
}

async function load(memory: WebAssembly.Memory, relaxed: boolean, signal: AbortSignal): Promise<SimdPrimitives> {
  const module = await compileModule({ isRelaxed: relaxed, isShared: isShared(memory) }, signal)
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } })
  const allocator = new Allocator(memory)
  const recorder = new Recorder()
  const packed = {
    packedLength: bindKernel(exports, 'packedLength'),
    pack: recorder.watch('pack', bindKernel(exports, 'pack')),
    multiplyPacked: recorder.watch('multiplyPacked', bindKernel(exports, 'multiplyPacked')),
  }
  bindKernel(exports, 'useScratch')([allocator.allocate(bindKernel(exports, 'scratchBytes')([]))])
  const arithmetic = {
    ...implement(declarations, ({ kernel: argumentsOf }, name) => {
      const kernel = recorder.watch(name, bindKernel(exports, name))
      return (...parameters) => kernel(argumentsOf(...parameters))
    }),
    name: 'WebAssembly SIMD, float32',
    features: relaxed ? ['relaxed SIMD'] : [],
    memory,
    isShared: isShared(memory),
  }
  const replay = bindKernel(exports, 'replay')
  const { allocate, allocateBytes, scope, repeat, recording } = createScope({ allocator, packed, recorder, replay, arithmetic })
  return {
    ...arithmetic,
    allocate,
    allocateBytes,
    scope,
    repeat,
    recording,
    get bytesInUse() {
      return allocator.bytesInUse
    },
  }
}

/** Products whose B lies in panels. */
type PackedKernels = Readonly<Record<'packedLength' | 'pack' | 'multiplyPacked', Kernel>>

interface Computer {
  readonly allocator: Allocator
  readonly packed: PackedKernels
  readonly recorder: Recorder
  readonly replay: Kernel
  readonly arithmetic: Omit<Primitives, 'allocate' | 'allocateBytes' | 'scope' | 'repeat' | 'recording'>
}

/** @param onRelease  hears when its arrays have ended */
function createScope(computer: Computer, onRelease: (scope: PrimitivesScope) => void = () => {}): PrimitivesScope {
  const { allocator, packed, arithmetic } = computer
  const blocks: { readonly start: number; readonly bytes: number }[] = []
  const inner = new Set<PrimitivesScope>()
  const take = (bytes: number): number => {
    const start = allocator.allocate(bytes)
    blocks.push({ start, bytes })
    return start
  }
  const allocate = (length: number): Float32Array => {
    const start = take(length * Float32Array.BYTES_PER_ELEMENT)
    return new Float32Array(allocator.memory.buffer, start, length)
  }
  const allocateBytes = (length: number): Uint8Array => {
    const start = take(length)
    return new Uint8Array(allocator.memory.buffer, start, length)
  }
  const scope: PrimitivesScope = {
    ...arithmetic,
    allocate,
    allocateBytes,
    scope() {
      const created = createScope(computer, (released) => inner.delete(released))
      inner.add(created)
      return created
    },
    repeat: (b, product) => repeat(packed, b, allocate(packed.packedLength([product.n, product.k])), product),
    recording: () => new SimdRecording(computer, allocate),
    release() {
      for (const created of inner) created.release()
      for (const { start, bytes } of blocks.splice(0)) allocator.release(start, bytes)
      onRelease(scope)
    },
  }
  return scope
}

class SimdRecording implements Recording {
  /** The calls' words, as memory is given out. */
  private calls: Values | null = null
  private count = 0

  constructor(
    private readonly computer: Pick<Computer, 'allocator' | 'recorder' | 'replay'>,
    private readonly allocate: (length: number) => Values,
  ) {}

  record(work: () => void): void {
    const { allocator, recorder } = this.computer
    const { words, count } = recorder.record(work)
    if (this.calls === null || this.calls.length < words.length) this.calls = this.allocate(words.length)
    new Uint32Array(allocator.memory.buffer, this.calls.byteOffset, words.length).set(words)
    this.count = count
  }

  run(): void {
    if (this.calls !== null) this.computer.replay([this.calls, this.count])
  }
}

/** B stays in panels, in the order in which the innermost loop reads it. */
function repeat({ pack, multiplyPacked }: PackedKernels, b: Values, panels: Values, product: Product): RepeatedProduct {
  const { m, n, k, transposeB = false, accumulate = false, bias = null } = product
  return {
    refresh: () => void pack([panels, b, m, n, k, transposeB]),
    multiply: (c, a, rows = m) => void multiplyPacked([c, a, b, panels, bias, rows, n, k, transposeB, accumulate]),
  }
}

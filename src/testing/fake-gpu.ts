import { vi } from 'vitest'

export const never = <T>(): Promise<T> => new Promise(() => {})

/** A device that computes nothing, and answers as its test wants. */
export class FakeDevice {
  readonly features = new Set<string>()
  readonly limits = {}
  readonly lost: Promise<{ message: string }>
  isDestroyed = false
  /** What comes of compiling a kernel, of waiting for a scope, for a submission, for a buffer. */
  compile: () => Promise<object> = async () => ({})
  scope: () => Promise<{ message: string } | null> = async () => null
  submission: () => Promise<void> = async () => {}
  map: () => Promise<void> = async () => {}
  /** What the compiler says. */
  listing: () => Promise<{ messages: readonly object[] }> = async () => ({ messages: [] })
  readonly queue = { submit() {}, onSubmittedWorkDone: () => this.submission() }
  private tellLoss: (info: { message: string }) => void = () => {}
  private readonly listeners: ((event: { error: { message: string } }) => void)[] = []

  constructor() {
    this.lost = new Promise((resolve) => (this.tellLoss = resolve))
  }

  addEventListener(_type: 'uncapturederror', listener: (event: { error: { message: string } }) => void): void {
    this.listeners.push(listener)
  }

  complain(message: string): void {
    for (const listener of this.listeners) listener({ error: { message } })
  }

  lose(message: string): void {
    this.tellLoss({ message })
  }

  destroy(): void {
    this.isDestroyed = true
  }

  pushErrorScope(): void {}
  popErrorScope = () => this.scope()
  createShaderModule = () => ({ getCompilationInfo: () => this.listing() })
  createBindGroupLayout = () => ({})
  createPipelineLayout = () => ({})
  createComputePipelineAsync = () => this.compile()
  createCommandEncoder = () => ({ copyBufferToBuffer() {}, finish: () => ({}) })
  createBuffer = () => ({
    mapAsync: () => this.map(),
    getMappedRange: (_from: number, size: number) => new ArrayBuffer(size),
    unmap() {},
    destroy() {},
  })
}

/** A browser with one device, in place of Node's lack of any. */
export function stubGpu() {
  const device = new FakeDevice()
  const adapter = { features: new Set(), limits: {}, info: { description: 'fake' }, requestDevice: async (): Promise<FakeDevice> => device }
  const api = { requestAdapter: vi.fn(async (): Promise<typeof adapter | null> => adapter) }
  vi.stubGlobal('navigator', { gpu: api })
  vi.stubGlobal('GPUOutOfMemoryError', vi.fn())
  vi.stubGlobal('GPUShaderStage', { COMPUTE: 4 })
  vi.stubGlobal('GPUBufferUsage', { MAP_READ: 1, COPY_DST: 8 })
  vi.stubGlobal('GPUMapMode', { READ: 1 })
  return { device, adapter, api }
}

import type { Contender } from '../contender'

/** Packages that are measured, and what they are called in words. */
export const LIBRARIES = {
  '@tensorflow/tfjs': 'TensorFlow.js',
  '@jax-js/jax': 'jax-js',
  'onnxruntime-web': 'ONNX Runtime',
} as const
export type LibraryPackage = keyof typeof LIBRARIES

/** Who is measured, and where it runs. Adding one is a line. */
export interface Entry {
  /** What trains, for people. */
  readonly title: string
  /** Draws attention in the picture. */
  readonly isOurs: boolean
  /** The package whose version counts; null for this project itself. */
  readonly library: LibraryPackage | null
  /** Whether the page is cross-origin isolated, which brings shared memory and with it threads. */
  readonly isIsolated: boolean
  /** A library computes on its page's main thread; our engines in a worker, as on our page. */
  readonly thread: 'page' | 'worker'
  load(): Promise<Contender>
}

/** As our page is, where its server says so. */
const ours = { isOurs: true, library: null, isIsolated: true, thread: 'worker' } as const
const peer = { isOurs: false, isIsolated: false, thread: 'page' } as const
const tfjs = { ...peer, library: '@tensorflow/tfjs' } as const
const jax = { ...peer, library: '@jax-js/jax' } as const
const onnx = { ...peer, library: 'onnxruntime-web' } as const

export const contenders = {
  'gatelight-webgpu': {
    ...ours,
    title: 'Gatelight, WebGPU',
    load: async () => (await import('./gatelight')).createGatelight('webgpu'),
  },
  'gatelight-webgpu-half': {
    ...ours,
    title: 'Gatelight, WebGPU, 16 bits',
    load: async () => (await import('./gatelight')).createGatelight('webgpu', { format: 'float16' }),
  },
  'gatelight-cpu': {
    ...ours,
    title: 'Gatelight, CPU, all cores',
    load: async () => (await import('./gatelight')).createGatelight('cpu'),
  },
  'gatelight-cpu-1': {
    ...ours,
    title: 'Gatelight, CPU, one core',
    load: async () => (await import('./gatelight')).createGatelight('cpu', { threads: 1 }),
  },
  'gatelight-cpu-2': {
    ...ours,
    title: 'Gatelight, CPU, 2 threads',
    load: async () => (await import('./gatelight')).createGatelight('cpu', { threads: 2 }),
  },
  'tfjs-webgpu': { ...tfjs, title: 'TensorFlow.js, WebGPU', load: async () => (await import('./tfjs')).createTfjs('webgpu') },
  'tfjs-webgl': { ...tfjs, title: 'TensorFlow.js, WebGL', load: async () => (await import('./tfjs')).createTfjs('webgl') },
  'tfjs-wasm': {
    ...tfjs,
    title: 'TensorFlow.js, WASM',
    // Its threads need shared memory.
    isIsolated: true,
    load: async () => (await import('./tfjs')).createTfjs('wasm'),
  },
  'tfjs-cpu': { ...tfjs, title: 'TensorFlow.js, CPU', load: async () => (await import('./tfjs')).createTfjs('cpu') },
  'jax-webgpu': { ...jax, title: 'jax-js, WebGPU', load: async () => (await import('./jax')).createJax('webgpu') },
  // Seen to train faster without the threads that it takes on an isolated page.
  'jax-wasm': { ...jax, title: 'jax-js, WASM', load: async () => (await import('./jax')).createJax('wasm') },
  'onnx-webgpu': {
    ...onnx,
    title: 'ONNX Runtime, WebGPU',
    load: async () => (await import('./onnxruntime-webgpu')).createOnnxRuntimeWebGpu(),
  },
  'onnx-wasm': {
    ...onnx,
    title: 'ONNX Runtime, WASM, 1 thread',
    load: async () => (await import('./onnxruntime-wasm')).createOnnxRuntime(1),
  },
  'onnx-wasm-2': {
    ...onnx,
    title: 'ONNX Runtime, WASM, 2 threads',
    isIsolated: true,
    load: async () => (await import('./onnxruntime-wasm')).createOnnxRuntime(2),
  },
} as const satisfies Record<string, Entry>

export type ContenderName = keyof typeof contenders

export function isContender(name: string): name is ContenderName {
  return name in contenders
}

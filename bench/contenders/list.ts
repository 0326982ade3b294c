import type { Contender } from '../contender'

/** Who is measured, and where it runs. Adding one is a line. */
export interface Entry {
  /** What trains, for people. */
  readonly title: string
  /** Draws attention in the picture. */
  readonly isOurs: boolean
  /** Whether the page is cross-origin isolated, which brings shared memory and with it threads. */
  readonly isIsolated: boolean
  /** A library computes on its page's main thread; our engines in a worker, as on our page. */
  readonly thread: 'page' | 'worker'
  load(): Promise<Contender>
}

const ours = { isOurs: true, isIsolated: false, thread: 'worker' } as const
const peer = { isOurs: false, isIsolated: false, thread: 'page' } as const

export const contenders = {
  'gatelight-webgpu': {
    ...ours,
    title: 'Gatelight, WebGPU',
    load: async () => (await import('./gatelight')).createGatelight('webgpu'),
  },
  'gatelight-cpu': {
    ...ours,
    title: 'Gatelight, CPU, all cores',
    load: async () => (await import('./gatelight')).createGatelight('cpu'),
  },
  'gatelight-cpu-1': {
    ...ours,
    title: 'Gatelight, CPU, one core',
    load: async () => (await import('./gatelight')).createGatelight('cpu', 1),
  },
  'gatelight-cpu-2': {
    ...ours,
    title: 'Gatelight, CPU, 2 threads',
    load: async () => (await import('./gatelight')).createGatelight('cpu', 2),
  },
  'tfjs-webgpu': { ...peer, title: 'TensorFlow.js, WebGPU', load: async () => (await import('./tfjs')).createTfjs('webgpu') },
  'tfjs-webgl': { ...peer, title: 'TensorFlow.js, WebGL', load: async () => (await import('./tfjs')).createTfjs('webgl') },
  'tfjs-wasm': {
    ...peer,
    title: 'TensorFlow.js, WASM',
    // Its threads need shared memory.
    isIsolated: true,
    load: async () => (await import('./tfjs')).createTfjs('wasm'),
  },
  'tfjs-cpu': { ...peer, title: 'TensorFlow.js, CPU', load: async () => (await import('./tfjs')).createTfjs('cpu') },
  'jax-webgpu': { ...peer, title: 'jax-js, WebGPU', load: async () => (await import('./jax')).createJax('webgpu') },
  // Seen to train faster without the threads that it takes on an isolated page.
  'jax-wasm': { ...peer, title: 'jax-js, WASM', load: async () => (await import('./jax')).createJax('wasm') },
  'onnx-wasm': {
    ...peer,
    title: 'ONNX Runtime, WASM, 1 thread',
    load: async () => (await import('./onnxruntime')).createOnnxRuntime(1),
  },
  'onnx-wasm-2': {
    ...peer,
    title: 'ONNX Runtime, WASM, 2 threads',
    isIsolated: true,
    load: async () => (await import('./onnxruntime')).createOnnxRuntime(2),
  },
} as const satisfies Record<string, Entry>

export type ContenderName = keyof typeof contenders

export function isContender(name: string): name is ContenderName {
  return name in contenders
}

import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm'
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url'
import type { Contender } from '../contender'
import { OnnxRuntime } from './onnxruntime'

/** ONNX Runtime in WebAssembly. @param threads  more than one needs a cross-origin isolated page */
export function createOnnxRuntime(threads: number): Contender {
  const setUp = () => {
    if (threads > 1 && !crossOriginIsolated) throw new Error('ONNX Runtime has threads on cross-origin isolated pages alone')
    env.wasm.numThreads = threads
    env.wasm.wasmPaths = { wasm }
  }
  return new OnnxRuntime({ env, InferenceSession, Tensor }, setUp, 'wasm')
}

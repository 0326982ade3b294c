import { env, InferenceSession, Tensor } from 'onnxruntime-web/webgpu'
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url'
import type { Contender } from '../contender'
import { OnnxRuntime } from './onnxruntime'

/** ONNX Runtime's own WebGPU, with its LSTM and GRU. */
export function createOnnxRuntimeWebGpu(): Contender {
  const setUp = () => {
    env.wasm.numThreads = 1
    env.wasm.wasmPaths = { wasm }
  }
  return new OnnxRuntime({ env, InferenceSession, Tensor }, setUp, 'webgpu')
}

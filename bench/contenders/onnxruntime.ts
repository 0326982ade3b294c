import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm'
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url'
import { IMAGE_PIXELS, IMAGE_SIDE } from '../../src/testing/digits'
import { ONNX_INPUT as INPUT, ONNX_OUTPUT as OUTPUT, onnxModel } from '../../src/export/onnx/model'
import { SPEC, type Contender, type Work } from '../contender'

/** ONNX Runtime in WebAssembly: it predicts and cannot train. */
class OnnxRuntime implements Contender {
  private session!: InferenceSession
  private work!: Work

  /** @param threads  more than one needs a cross-origin isolated page */
  constructor(private readonly threads: number) {}

  async prepare(work: Work): Promise<void> {
    this.work = work
    if (this.threads > 1 && !crossOriginIsolated) throw new Error('ONNX Runtime has threads on cross-origin isolated pages alone')
    env.wasm.numThreads = this.threads
    env.wasm.wasmPaths = { wasm }
    await this.restore()
  }

  async predict(images: Float32Array): Promise<Float32Array> {
    const input = new Tensor('float32', images, [images.length / IMAGE_PIXELS, IMAGE_SIDE, IMAGE_SIDE])
    const { [OUTPUT]: output } = await this.session.run({ [INPUT]: input })
    if (!(output?.data instanceof Float32Array)) throw new TypeError('ONNX Runtime: expected float32')
    return output.data
  }

  async restore(): Promise<void> {
    this.session = await InferenceSession.create(onnxModel(SPEC, this.work.parameters))
  }

  describe(): string {
    return `ONNX Runtime ${env.versions.web}`
  }
}

export function createOnnxRuntime(threads: number): Contender {
  return new OnnxRuntime(threads)
}

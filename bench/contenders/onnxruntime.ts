import type { Env, InferenceSession, InferenceSessionFactory, TensorConstructor } from 'onnxruntime-common'
import { ONNX_INPUT as INPUT, ONNX_OUTPUT as OUTPUT, onnxModel } from '../../src/export/onnx/model'
import { IMAGE_PIXELS, IMAGE_SIDE } from '../../src/testing/digits'
import { SPEC, type Contender, type Work } from '../contender'

/** One of the library's builds: they have the same face. */
export interface OrtBuild {
  readonly env: Env
  readonly InferenceSession: InferenceSessionFactory
  readonly Tensor: TensorConstructor
}

/** ONNX Runtime: it predicts and cannot train. */
export class OnnxRuntime implements Contender {
  private session!: InferenceSession
  private work!: Work

  /** @param setUp  what comes before the first session  @param provider  what computes */
  constructor(
    private readonly ort: OrtBuild,
    private readonly setUp: () => void,
    private readonly provider: 'wasm' | 'webgpu',
  ) {}

  async prepare(work: Work): Promise<void> {
    this.work = work
    this.setUp()
    await this.restore()
  }

  async predict(images: Float32Array): Promise<Float32Array> {
    const input = new this.ort.Tensor('float32', images, [images.length / IMAGE_PIXELS, IMAGE_SIDE, IMAGE_SIDE])
    const { [OUTPUT]: output } = await this.session.run({ [INPUT]: input })
    if (!(output?.data instanceof Float32Array)) throw new TypeError('ONNX Runtime: expected float32')
    return output.data
  }

  async restore(): Promise<void> {
    this.session = await this.ort.InferenceSession.create(onnxModel(SPEC, this.work.parameters), { executionProviders: [this.provider] })
  }

  describe(): string {
    return `ONNX Runtime ${this.ort.env.versions.web}, ${this.provider}`
  }
}

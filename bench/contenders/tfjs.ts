import * as tf from '@tensorflow/tfjs'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import plainWasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url'
import simdWasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'
import threadedWasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url'
import '@tensorflow/tfjs-backend-webgpu'
import { CLASS_COUNT, IMAGE_PIXELS, IMAGE_SIDE } from '../../src/testing/digits'
import { ADAM, LEARNING_RATE, trainUntil, type Contender, type Work } from '../contender'
import { oneHot } from '../digits'

export type TfjsBackend = 'webgpu' | 'webgl' | 'wasm' | 'cpu'

const WINDOW = 3
const POSITIONS = IMAGE_SIDE - WINDOW + 1

/** TensorFlow.js by its Layers API: the model of `SPEC` in Keras's words, trained by `trainOnBatch`. */
class Tfjs implements Contender {
  private model!: tf.Sequential
  private work!: Work
  private step = 0

  constructor(private readonly backend: TfjsBackend) {}

  async prepare(work: Work): Promise<void> {
    this.work = work
    setWasmPaths({
      'tfjs-backend-wasm.wasm': plainWasm,
      'tfjs-backend-wasm-simd.wasm': simdWasm,
      'tfjs-backend-wasm-threaded-simd.wasm': threadedWasm,
    })
    if (!(await tf.setBackend(this.backend))) throw new Error(`TensorFlow.js has no ${this.backend} here`)
    await tf.ready()
    this.model = buildModel(this.isUnfolded)
    this.model.compile({
      optimizer: tf.train.adam(LEARNING_RATE, ADAM.beta1, ADAM.beta2, ADAM.epsilon),
      loss: 'categoricalCrossentropy',
    })
    await this.restore()
  }

  train(until: number): Promise<number[]> {
    return trainUntil(until, () => this.trainStep())
  }

  async predict(images: Float32Array): Promise<Float32Array> {
    const probabilities = tf.tidy(() => {
      const result = this.model.predictOnBatch(this.input(images))
      return Array.isArray(result) ? result[0]! : result
    })
    const data = await probabilities.data<'float32'>()
    probabilities.dispose()
    return data
  }

  restore(): Promise<void> {
    const values = [...this.work.parameters.values()]
    const weights = this.model.getWeights().map((weight, index) => tf.tensor(values[index]!.data, weight.shape))
    this.model.setWeights(weights)
    for (const weight of weights) weight.dispose()
    return Promise.resolve()
  }

  describe(): string {
    return `TensorFlow.js ${tf.version['tfjs']}`
  }

  private async trainStep(): Promise<number> {
    const { images, labels } = this.work.digits.batchOf(this.step++)
    const x = this.input(images)
    const y = tf.tensor2d(oneHot(labels, CLASS_COUNT), [labels.length, CLASS_COUNT])
    const loss = await this.model.trainOnBatch(x, y)
    x.dispose()
    y.dispose()
    return Array.isArray(loss) ? loss[0]! : loss
  }

  /** The wasm backend has no gradient of a convolution. */
  private get isUnfolded(): boolean {
    return this.backend === 'wasm'
  }

  /** [N,28,28], or [N,26,84] with what each window sees side by side. */
  private input(images: Float32Array): tf.Tensor {
    return tf.tidy(() => {
      const rows = tf.tensor3d(images, [images.length / IMAGE_PIXELS, IMAGE_SIDE, IMAGE_SIDE])
      if (!this.isUnfolded) return rows
      const shifted = Array.from({ length: WINDOW }, (_, offset) => rows.slice([0, offset, 0], [-1, POSITIONS, -1]))
      return tf.concat(shifted, 2)
    })
  }
}

function buildModel(isUnfolded: boolean): tf.Sequential {
  const filters = 32
  const lstm = {
    recurrentActivation: 'sigmoid',
    // Cheaper than the default, orthogonal; the work's parameters replace it.
    recurrentInitializer: 'glorotNormal',
  } as const
  return tf.sequential({
    layers: [
      isUnfolded
        ? tf.layers.dense({ inputShape: [POSITIONS, WINDOW * IMAGE_SIDE], units: filters, activation: 'relu' })
        : tf.layers.conv1d({ inputShape: [IMAGE_SIDE, IMAGE_SIDE], filters, kernelSize: WINDOW, activation: 'relu' }),
      tf.layers.dropout({ rate: 0.5 }),
      tf.layers.lstm({ units: 128, returnSequences: true, ...lstm }),
      tf.layers.dropout({ rate: 0.5 }),
      tf.layers.lstm({ units: 64, ...lstm }),
      tf.layers.dense({ units: CLASS_COUNT, activation: 'softmax' }),
    ],
  })
}

export function createTfjs(backend: TfjsBackend): Contender {
  return new Tfjs(backend)
}

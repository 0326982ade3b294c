import { defaultDevice, init, numpy as np, tree, type Device } from '@jax-js/jax'
import { CLASS_COUNT, IMAGE_PIXELS, IMAGE_SIDE } from '../../src/testing/digits'
import { trainUntil, type Contender, type Work } from '../contender'
import { oneHot } from '../digits'
import { initialState, probabilities, trainStep, weightsOf, type TrainingState } from './jax-model'

export type JaxBackend = Extract<Device, 'webgpu' | 'wasm'>

/** jax-js with one of its devices. */
class Jax implements Contender {
  private work!: Work
  private state!: TrainingState
  private step = 0

  constructor(private readonly backend: JaxBackend) {}

  async prepare(work: Work): Promise<void> {
    this.work = work
    const available = await init(this.backend)
    if (!available.includes(this.backend)) throw new Error(`jax-js has no ${this.backend} here`)
    defaultDevice(this.backend)
    this.state = initialState(weightsOf(work.parameters))
  }

  train(until: number): Promise<number[]> {
    return trainUntil(until, () => this.trainStep())
  }

  async predict(images: Float32Array): Promise<Float32Array> {
    return float32(await probabilities(tree.ref(this.state.weights), pictures(images)).data())
  }

  restore(): Promise<void> {
    tree.dispose(this.state.weights)
    this.state = { ...this.state, weights: weightsOf(this.work.parameters) }
    return Promise.resolve()
  }

  describe(): string {
    return `jax-js, ${this.backend}`
  }

  private async trainStep(): Promise<number> {
    const { images, labels } = this.work.digits.batchOf(this.step++)
    const classes = np.array(oneHot(labels, CLASS_COUNT), { shape: [labels.length, CLASS_COUNT] })
    const [state, loss] = trainStep(this.state, pictures(images), classes)
    this.state = state
    return float32(await loss.data())[0]!
  }
}

/** [N,28,28] as an array of the default device. The library keeps what it is given, so it gets a copy. */
function pictures(images: Float32Array): np.Array {
  return np.array(images.slice(), { shape: [images.length / IMAGE_PIXELS, IMAGE_SIDE, IMAGE_SIDE] })
}

function float32(data: Awaited<ReturnType<np.Array['data']>>): Float32Array {
  if (data instanceof Float32Array) return data
  throw new TypeError('jax-js: expected float32')
}

export function createJax(backend: JaxBackend): Contender {
  return new Jax(backend)
}

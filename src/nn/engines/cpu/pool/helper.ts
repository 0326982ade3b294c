import { INK_PER_LEVEL } from '../../../../core/images'
import { serialQueue } from '../../../../core/serial-queue'
import { createCpuLoss } from '../../../losses/cpu-registry'
import { describeModel } from '../../../spec/describe'
import { Deformation } from '../../../operations/cpu/augmentation'
import { addGradients } from '../batches'
import { answerPictures } from '../inference'
import { Network } from '../network'
import { ParameterSet } from '../../../operations/cpu/parameter-set'
import type { Primitives, Values } from '../../../operations/cpu/primitives'
import { parseHelperRequest, type HelperAnswer, type HelperRequest, type Request } from './messages'
import type { Precision } from '../../../operations/cpu/precision'
import { SharedSlice } from './shared-slice'

/** A model as a helper knows it. */
interface HelpedModel {
  readonly network: Network
  readonly gradients: ParameterSet
  readonly deformation: Deformation
  shared: SharedRun | null
}

/** A run whose slices lie in memory that the engine's thread sees too. */
interface SharedRun extends Pick<Request<'share'>, 'seed' | 'loss' | 'augment'> {
  readonly slice: SharedSlice
}

/** A slice as it was asked for, whichever way. */
type HelpedSlice = Pick<Request<'gradients'>, 'augment' | 'seed' | 'step' | 'first' | 'of' | 'loss'> & {
  readonly images: Uint8Array
  readonly labels: Uint8Array
  readonly examples: Uint32Array
  readonly parameters: Values
}

/**
 * One of the CPU engine's further threads, without a thread: `receive` takes what the engine posts, `post` gives what it shall hear.
 *
 * Does one thing after another in the order it was asked. What fails is told once; the engine then ends the helper.
 */
export class Helper {
  private readonly models = new Map<number, HelpedModel>()
  private primitives: Primitives | null = null
  private readonly inTurn = serialQueue()

  constructor(
    private readonly createPrimitives: (precision: Precision) => Promise<Primitives>,
    private readonly post: (answer: HelperAnswer, transfer: Transferable[]) => void,
  ) {}

  /** Never throws or rejects. */
  receive(data: unknown): Promise<void> {
    return this.inTurn(async () => {
      try {
        await this.handle(parseHelperRequest(data))
      } catch (error) {
        this.post({ type: 'failed', message: error instanceof Error ? error.message : String(error) }, [])
      }
    })
  }

  private async handle(request: HelperRequest): Promise<void> {
    switch (request.type) {
      case 'start':
        this.primitives = await this.createPrimitives(request.precision)
        return this.post({ type: 'ready' }, [])
      case 'model': {
        const description = describeModel(request.spec)
        const network = new Network(description, this.requirePrimitives())
        const gradients = new ParameterSet(description.parameters, network.primitives)
        this.models.set(request.model, { network, gradients, deformation: new Deformation(description.task.input), shared: null })
        return
      }
      case 'forget':
        this.models.get(request.model)?.network.dispose()
        this.models.delete(request.model)
        return
      case 'parameters':
        this.model(request).network.parameters.flat.set(request.parameters)
        return
      case 'gradients':
        return this.computeGradients(request)
      case 'share': {
        const { memory, seed, loss, augment } = request
        this.model(request).shared = { slice: new SharedSlice(memory), seed, loss, augment }
        return this.serve(this.model(request))
      }
      case 'come':
        return this.serve(this.model(request))
      case 'answer': {
        const { network } = this.model(request)
        const { job, images, scale, wanted } = request
        const values = answerPictures(network, images, scale, wanted)
        return this.post({ type: 'answer', job, values, images }, [values.buffer, images.buffer])
      }
      default:
        request satisfies never
    }
  }

  /** Computes what is asked in shared memory, until nothing is asked there for a while. */
  private async serve(model: HelpedModel): Promise<void> {
    const { shared } = model
    if (shared === null) throw new RangeError('no shared memory')
    const { slice, ...run } = shared
    const { parameters, images, labels, examples, gradients } = slice.memory
    slice.come()
    for (let asked = slice.take(); asked !== null; asked = slice.take()) {
      const pictures = { images, examples, labels: labels.subarray(0, asked.count) }
      const { loss, correct } = await this.compute(model, { ...run, ...asked, ...pictures, parameters })
      gradients.set(model.gradients.flat)
      slice.finish(loss, correct)
    }
  }

  private async computeGradients(request: Request<'gradients'>): Promise<void> {
    const { job, parameters } = request
    const model = this.model(request)
    const { loss, correct } = await this.compute(model, request)
    request.gradients.set(model.gradients.flat)
    this.post({ type: 'gradients', job, loss, correct, parameters, gradients: request.gradients }, [
      parameters.buffer,
      request.gradients.buffer,
    ])
  }

  /** Leaves a slice's gradients in the model's. */
  private compute({ network, gradients, deformation }: HelpedModel, request: HelpedSlice): Promise<{ loss: number; correct: number }> {
    const { images, labels, examples, augment, seed, step, first, of, parameters } = request
    const random = { seed, step }
    network.parameters.flat.set(parameters)
    gradients.flat.fill(0)
    const batch = {
      images,
      scale: INK_PER_LEVEL,
      labels,
      count: labels.length,
      slice: { first, of },
      indexOf: (place: number) => place,
      ...(augment && { deformed: (place: number) => deformation.apply(images, place, augment, random, examples[place]) }),
    }
    return addGradients(network, batch, createCpuLoss(request.loss), gradients, random)
  }

  private model({ model }: { readonly model: number }): HelpedModel {
    const known = this.models.get(model)
    if (known === undefined) throw new RangeError(`no model ${model}`)
    return known
  }

  private requirePrimitives(): Primitives {
    if (this.primitives === null) throw new RangeError('a model before the start')
    return this.primitives
  }
}

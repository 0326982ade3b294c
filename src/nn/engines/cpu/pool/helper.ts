import { INK_PER_LEVEL } from '../../../../core/images'
import { serialQueue } from '../../../../core/serial-queue'
import { createCpuLoss } from '../../../losses/cpu-registry'
import { describeModel } from '../../../spec/describe'
import { Deformation } from '../../../operations/cpu/augmentation'
import { addGradients } from '../batches'
import { answerPictures } from '../inference'
import { Network } from '../network'
import { ParameterSet } from '../../../operations/cpu/parameter-set'
import type { Primitives } from '../../../operations/cpu/primitives'
import { parseHelperRequest, type HelperAnswer, type HelperRequest, type Request } from './messages'
import type { Precision } from '../../../operations/cpu/precision'

/** A model as a helper knows it. */
interface HelpedModel {
  readonly network: Network
  readonly gradients: ParameterSet
  readonly deformation: Deformation
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
        this.models.set(request.model, { network, gradients, deformation: new Deformation(description.task.input) })
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

  private async computeGradients(request: Request<'gradients'>): Promise<void> {
    const { network, gradients, deformation } = this.model(request)
    const { job, images, labels, examples, augment, seed, step, first, of, parameters } = request
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
    const { loss, correct } = await addGradients(network, batch, createCpuLoss(request.loss), gradients, random)
    request.gradients.set(gradients.flat)
    this.post({ type: 'gradients', job, loss, correct, parameters, gradients: request.gradients }, [
      parameters.buffer,
      request.gradients.buffer,
    ])
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

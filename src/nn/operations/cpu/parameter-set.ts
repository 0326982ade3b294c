import { elementCount, type Tensor } from '../../../core/tensor'
import type { DescribedParameter } from '../../spec/describe'
import { learningRanges } from '../../spec/frozen'
import type { Primitives, Values } from './primitives'

/** One value per parameter of a model: the parameters themselves, their gradients, or a moment of Adam; all have the same layout. */
export class ParameterSet {
  /** All tensors one after another, so that an optimizer is one loop. */
  readonly flat: Values
  private readonly views = new Map<string, Values>()
  private changes = 0

  /** Begins with zeros. */
  constructor(
    readonly described: readonly DescribedParameter[],
    primitives: Primitives,
  ) {
    this.flat = primitives.allocate(described.reduce((sum, { shape }) => sum + elementCount(shape), 0))
    let offset = 0
    for (const { name, shape } of described) {
      const length = elementCount(shape)
      this.views.set(name, this.flat.subarray(offset, offset + length))
      offset += length
    }
  }

  /** Another number whenever the values have changed. */
  get version(): number {
    return this.changes
  }

  /** Who writes to `flat` or to a view says so. */
  noteChange(): void {
    this.changes++
  }

  /** The values of `<layer>/<tensor>`; writing to them changes the set. @throws RangeError for a name that the model does not have */
  view(name: string): Values {
    const view = this.views.get(name)
    if (view === undefined) throw new RangeError(`no parameter ${name}`)
    return view
  }

  /** The values that an optimizer may change, in pieces. @param frozen  layers that stay as they are */
  learning(frozen: readonly string[]): readonly Values[] {
    let offset = 0
    const places = this.described.map((described) => {
      const place = { described, offset }
      offset += elementCount(described.shape)
      return place
    })
    return learningRanges(places, offset, frozen).map(({ start, end }) => this.flat.subarray(start, end))
  }

  /** Overwrites everything; the tensors must have been checked (`requireTensors`). */
  load(tensors: ReadonlyMap<string, Tensor>): void {
    for (const [name, view] of this.views) {
      const tensor = tensors.get(name)
      if (tensor === undefined) throw new RangeError(`no tensor ${name}`)
      view.set(tensor.data)
    }
    this.noteChange()
  }

  /** Copies in float32. */
  tensors(): Map<string, Tensor> {
    return new Map(this.described.map(({ name, shape }) => [name, { shape, data: Float32Array.from(this.view(name)) }]))
  }
}

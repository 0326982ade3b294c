import { serialQueue } from '../core/serial-queue'
import type { DrawRowsOptions, Engine, RowsModel } from '../nn/engine'
import { describeRows } from '../nn/spec/rows/rows-spec'
import type { RowsCheckpoint } from '../train/rows-checkpoint'
import type { DrawnPicture, RowsInfo } from './values/rows'

/** A network that draws row by row beside the page's model, on an engine of its own. What it is asked for, it does one after another. */
export class Painter {
  private readonly inTurn = serialQueue()
  private there: { readonly engine: Engine; readonly model: RowsModel } | null = null

  /** @param createEngine  brings up an engine for this network alone */
  constructor(private readonly createEngine: () => Promise<Engine>) {}

  /** Brings up this network in place of the one before, which stays where this throws. */
  load(checkpoint: RowsCheckpoint): Promise<RowsInfo> {
    return this.inTurn(async () => {
      const { spec, parameters, name, epochs, trainedOn, testLoss, testedOn } = checkpoint
      const engine = await this.createEngine()
      try {
        const model = await engine.createRows(spec, { parameters })
        this.there?.engine.dispose()
        this.there = { engine, model }
      } catch (error) {
        engine.dispose()
        throw error
      }
      return { spec, name, epochs, trainedOn, testLoss, testedOn, parameterCount: describeRows(spec).parameterCount }
    })
  }

  /** Pictures with what the network said of each; null while there is no such network. @throws SpecError, ShapeError for what it cannot draw */
  draw(requests: readonly DrawRowsOptions[]): Promise<readonly DrawnPicture[] | null> {
    return this.inTurn(async () => {
      if (this.there === null) return null
      const { model } = this.there
      const drawn: DrawnPicture[] = []
      for (const { picture, probabilities } of await model.draw(requests)) {
        const { nats, signals } = await model.trace(picture)
        drawn.push({ picture, probabilities, nats, signals })
      }
      return drawn
    })
  }
}

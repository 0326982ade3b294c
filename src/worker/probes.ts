import { serialQueue } from '../core/serial-queue'
import { chooseFrom } from '../train/loop'
import { takeProbe } from '../train/probe'
import type { Companion } from './companion'
import type { Past } from './past'
import type { RunProbe } from './values/probe'

/**
 * Looks into the network as it was at moments of its run: at the weights that were kept then, on a model of its own. The run, its device and its random
 * numbers know nothing of it.
 */
export class Probes {
  private readonly inTurn = serialQueue()

  constructor(
    private readonly past: Past,
    private readonly model: Companion,
    private readonly now: () => number,
  ) {}

  /** What is inside after so many steps; null where no weights are kept of exactly these. */
  take(step: number): Promise<RunProbe | null> {
    return this.inTurn(async () => {
      const kept = this.past.find(step)
      if (kept === null) return null
      const { planned, parameters, moved } = kept
      const { dataset, settings, from } = planned
      await this.model.load({ spec: from.spec, parameters: new Map(parameters) })
      const { train } = await chooseFrom(dataset, settings.validation)
      const probe = await this.model.use((model) => takeProbe(model, { set: train, loss: settings.loss, moved }, this.now))
      return probe && { ...probe, step }
    })
  }

  /** Frees the model, once what was asked before is done. */
  close(): Promise<void> {
    return this.inTurn(() => this.model.close())
  }
}

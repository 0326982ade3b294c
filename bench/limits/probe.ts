import { requestGpu, type Gpu } from '../../src/gpu/device'
import { KernelCache } from '../../src/gpu/kernel'
import { PlanBuilder, type Plan } from '../../src/gpu/plan'
import { tune } from '../../src/nn/engines/gpu/measurement/tuning'
import { FIRST_VISIT } from '../contender'

/** Runs plans on a GPU by the clock: what every limit is measured with. */
export class Probe {
  private constructor(
    readonly gpu: Gpu,
    private readonly kernels: KernelCache,
  ) {}

  /** On the adapter that our engine takes, with its kernels arranged as there. */
  static async open(): Promise<Probe> {
    const gpu = await requestGpu()
    const kernels = new KernelCache(gpu)
    await tune(gpu, kernels, FIRST_VISIT)
    return new Probe(gpu, kernels)
  }

  close(): void {
    this.gpu.destroy()
  }

  /** A plan of what `record` dispatches; its caller destroys it. */
  plan(label: string, record: (plan: PlanBuilder) => void): Promise<Plan> {
    const builder = new PlanBuilder(this.gpu, this.kernels, label)
    record(builder)
    return builder.compile()
  }

  /** Milliseconds until the GPU has done what a new plan holds. It has done it once before, so that all is compiled and in memory. */
  async timePlan(label: string, record: (plan: PlanBuilder) => void): Promise<number> {
    const plan = await this.plan(label, record)
    await this.time([plan])
    const milliseconds = await this.time([plan])
    plan.destroy()
    return milliseconds
  }

  /**
   * Milliseconds until the GPU has run plans, each in a pass of its own.
   *
   * @param isOneSubmit  or each with a command buffer of its own
   */
  async time(plans: readonly Plan[], isOneSubmit = true): Promise<number> {
    const { device } = this.gpu
    await device.queue.onSubmittedWorkDone()
    const begin = performance.now()
    let encoder = device.createCommandEncoder()
    for (const plan of plans) {
      plan.encode(encoder)
      if (isOneSubmit) continue
      device.queue.submit([encoder.finish()])
      encoder = device.createCommandEncoder()
    }
    device.queue.submit([encoder.finish()])
    await device.queue.onSubmittedWorkDone()
    this.gpu.check()
    return performance.now() - begin
  }
}

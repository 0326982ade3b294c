import type { Bench, Place } from './browser.ts'
import type { ContenderName } from './contenders/list.ts'
import type { AdapterLimits } from './limits/adapter.ts'
import type { ProductLimits } from './limits/bare-list.ts'
import type { CoreLimits } from './limits/cores.ts'
import type { CpuLimits } from './limits/cpu.ts'
import { summarize } from './measure.ts'
import type { ContenderResult, LimitResults } from './results.ts'
import type { Player } from './rounds.ts'

/** Whose training step is compared with the bare list of its products. */
const COMPARED: ContenderName = 'gatelight-webgpu'

/** Measures what the machine can do: most of it once, and the matrix products in every round, beside the training that is made of them. */
export class LimitPlayer implements Player {
  readonly name = 'limits'
  private readonly products: ProductLimits[] = []
  private readonly cores: CoreLimits[] = []

  private constructor(
    private readonly place: Place,
    private readonly shortest: number,
    private readonly batch: number,
    private readonly adapter: AdapterLimits,
    private readonly cpu: CpuLimits,
  ) {}

  /** @param shortest  milliseconds that a measurement lasts at least @param batch  of the training step whose products are measured */
  static async start(bench: Bench, shortest: number, batch: number): Promise<LimitPlayer> {
    const place = await bench.open({ isIsolated: false, thread: 'worker' })
    const adapter = await place.call('adapterLimits', shortest)
    return new LimitPlayer(place, shortest, batch, adapter, await place.call('cpuLimits', shortest))
  }

  async play(): Promise<void> {
    this.products.push(await this.place.call('productLimits', this.shortest, this.batch))
    this.cores.push(await this.place.call('coreLimits', this.shortest))
  }

  finish(): Promise<void> {
    return this.place.close()
  }

  /** Null when no round of it came to its end. */
  result(contenders: readonly ContenderResult[]): LimitResults | null {
    if (this.products.length === 0) return null
    const list = summarize(this.products.map((one) => one.list))
    const listRates = this.products.map((one) => one.listRate)
    const training = contenders.find(({ name }) => name === COMPARED)?.training ?? null
    return {
      adapter: this.adapter,
      cpu: this.cpu,
      products: {
        gemm: summarize(this.products.map((one) => one.gemm)),
        list,
        listRate: summarize(listRates),
        listRates,
        coreRates: this.cores.map(({ one }) => one),
        allCoresRates: this.cores.map(({ all }) => all),
        shareOfTraining: training === null ? null : list.median / ((1000 * this.batch) / training.rate.median),
      },
    }
  }
}

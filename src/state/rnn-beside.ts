import type { TraceGradients } from '../nn/engine'
import { presets } from '../nn/spec/presets'
import type { WorkerClient } from '../worker/client'
import type { PageEnvironment } from './environment'
import { ModelFileError, servedFault } from './model-file'

export interface RnnBesideOptions {
  readonly client: Pick<WorkerClient, 'request'>
  readonly environment: Pick<PageEnvironment, 'trainedModels' | 'fetchModel'>
  /** It can be asked now. */
  readonly onReady: () => void
  readonly onError: (error: unknown) => void
}

const { name } = presets['row-rnn']

/** The trained RNN that the page comes with, brought up beside the model of the page when it is first asked, and again in a new worker. */
export class RnnBeside {
  static readonly model = name
  private bytes: Uint8Array | null = null
  private isLoading = false

  constructor(private readonly options: RnnBesideOptions) {}

  /** The gradients of its reading; null while it is on its way, which is told when it is there. */
  async read(image: Float32Array, label: number): Promise<TraceGradients | null> {
    if (this.isLoading) return null
    const trace = await this.options.client.request('readCompanion', { image, options: { gradients: { label } } })
    if (trace === null) void this.load()
    return trace?.gradients ?? null
  }

  private async load(): Promise<void> {
    if (this.isLoading) return
    this.isLoading = true
    try {
      this.bytes ??= await this.fetch()
      await this.options.client.request('loadCompanion', { bytes: this.bytes })
      this.isLoading = false
      this.options.onReady()
    } catch (error) {
      this.isLoading = false
      const told = servedFault(error, this.options.environment.trainedModels[name])
      // A file that is broken is asked for anew.
      if (told !== error) this.bytes = null
      this.options.onError(told)
    }
  }

  private async fetch(): Promise<Uint8Array> {
    const { trainedModels, fetchModel } = this.options.environment
    const file = trainedModels[name]
    if (file === undefined) throw new ModelFileError({ url: `${name}.safetensors`, fault: { kind: 'absent' } })
    return fetchModel(file, () => {})
  }
}

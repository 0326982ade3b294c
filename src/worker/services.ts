import type { DataSet } from '../core/images'
import type { BuiltInOptions } from '../data/digits'
import type { MnistLoad, MnistOptions } from '../data'
import type { Engine, EngineKind, EngineOptions, EngineAdapter } from '../nn/engine'

/** What the host gets from outside; tests give it engines and data of their own. */
export interface HostServices {
  /** What an engine would compute on; null for one that runs everywhere. @throws EngineUnavailableError */
  inspectEngine(kind: EngineKind): Promise<EngineAdapter | null>
  /** @throws EngineUnavailableError */
  createEngine(kind: EngineKind, options?: EngineOptions): Promise<Engine>
  /** Bytes at an address of the page. */
  fetchBytes(url: string): Promise<Uint8Array>
  loadMnist(options: MnistOptions): Promise<MnistLoad>
  loadMnistFiles(files: readonly File[], options: Omit<MnistOptions, 'baseUrl' | 'fetch'>): Promise<MnistLoad>
  makeDigits(options: BuiltInOptions, onProgress: (done: number, total: number) => void): Promise<DataSet>
  /** Milliseconds of a clock that never goes back. */
  now(): number
}

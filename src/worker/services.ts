import type { LabelledImages } from '../core/images'
import type { MnistLoad, MnistOptions } from '../data'
import type { SetLoad, SetOptions } from '../data/sets/definition'
import type { OwnData } from '../data/own/own-data'
import type { ShippedSet } from '../data/sets/shipped'
import type { Engine, EngineAdapter, EngineKind, EngineOptions } from '../nn/engine'

/** What the host gets from outside; tests give it engines and data of their own. */
export interface HostServices {
  /** What an engine would compute on; null for one that runs everywhere. @throws EngineUnavailableError */
  inspectEngine(kind: EngineKind): Promise<EngineAdapter | null>
  /** @throws EngineUnavailableError */
  createEngine(kind: EngineKind, options?: EngineOptions): Promise<Engine>
  /** Bytes at an address of the page. */
  fetchBytes(url: string): Promise<Uint8Array>
  /** @throws DataUnavailableError */
  loadSet(id: ShippedSet, options: SetOptions): Promise<SetLoad>
  loadMnistFiles(files: readonly File[], options: Omit<MnistOptions, 'baseUrl' | 'fetch'>): Promise<MnistLoad>
  /** What visitors bring. */
  readonly ownData: Pick<OwnData, 'look' | 'leave' | 'take' | 'load'>
  /** Test pictures of a set that is made. */
  sampleSet(id: ShippedSet, count: number): Promise<LabelledImages>
  /** Milliseconds of a clock that never goes back. */
  now(): number
}

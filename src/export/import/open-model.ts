import { unzipSync, type UnzipFileInfo } from 'fflate'
import { wordsOf } from '../../core/gatelight-error'
import type { ModelKind } from '../../core/exchange-details'
import { summarize } from '../../core/decode'
import { printable } from '../../core/printable'
import type { Tensor } from '../../core/tensor'
import { modelKindOf } from '../../data/model-kind'
import { describeModel, type ModelSpec } from '../../nn'
import { cleanName, decodeCheckpoint, isCheckpoint, type Checkpoint } from '../../train/checkpoint'
import { MOST_MODEL_BYTES } from '../../nn/spec/memory'
import { FLOAT_TYPES, readFloat32, readSafetensors, type SafetensorsFile } from '../../train/safetensors'
import { ImportError } from '../errors'
import { configIn, readHdf5 } from '../keras/hdf5'
import { specOfKeras } from './keras-config'
import { isKerasWeights, kerasSources, movedPlaces } from './keras-weights'
import { importStateDict, isStateDict } from './pytorch'
import { matchLayers, type SourceLayer } from './source'

/** A model from a file, and what kind of file that was. */
export interface OpenedModel {
  readonly checkpoint: Checkpoint
  readonly found: ModelKind
  /** Whether it came from another tool: then it has no history. */
  readonly isForeign: boolean
}

/**
 * Opens a model file, whatever its name: this page's own safetensors, a state_dict of PyTorch as safetensors, a Keras archive or HDF5 file.
 *
 * Weights in float16, bfloat16 and float64 become float32. The library for HDF5 is loaded when a file needs it.
 *
 * @param bytes   the whole file
 * @param target  the network that weights without a description are for: the one that is on the page; null for none
 * @param name    what a model is called that has no name in its file
 * @throws ImportError names what the file is and why it is not taken; SafetensorsError, CheckpointError, SpecError, ShapeError for one of
 *   this page's own that is damaged
 */
export async function openModel(bytes: Uint8Array, target: ModelSpec | null, name = 'imported'): Promise<OpenedModel> {
  const found = modelKindOf(bytes)
  switch (found) {
    case 'safetensors':
    case 'unknown': {
      // What is nothing else is held against the rules of safetensors, which say what is wrong with it.
      const file = readSafetensors(bytes)
      if (isCheckpoint(file)) return { checkpoint: decodeCheckpoint(bytes), found: 'safetensors', isForeign: false }
      return foreign(importTensors(file, target), 'safetensors', name)
    }
    case 'keras':
    case 'zip':
      return foreign(await openArchive(bytes, target, found), 'keras', name)
    case 'hdf5':
      return foreign(fromKeras(await readHdf5(bytes), parsedConfig(textOf(configIn(bytes)), found), target, found), found, name)
    default:
      throw new ImportError({ found, problem: { kind: 'otherKind' } })
  }
}

type Network = Pick<Checkpoint, 'spec' | 'parameters'>

function foreign(network: Network, found: ModelKind, name: string): OpenedModel {
  const history = { seed: 0, epochs: 0, trainedOn: [], testAccuracy: null, testedOn: null, run: null }
  return { checkpoint: { ...network, ...history, name: cleanName(name) }, found, isForeign: true }
}

function importTensors({ tensors: stored }: SafetensorsFile, target: ModelSpec | null): Network {
  const found = 'safetensors'
  const names = [...stored.keys()].filter((name) => !name.endsWith('num_batches_tracked'))
  if (names.length === 0) throw new ImportError({ found, problem: { kind: 'noWeights' } })
  if (target === null) throw new ImportError({ found, problem: { kind: 'noNetwork' } })
  const tensors = new Map<string, Tensor>()
  for (const name of names) {
    const tensor = stored.get(name)!
    if (!FLOAT_TYPES.has(tensor.dtype)) {
      throw new ImportError({ found, problem: { kind: 'numbers', tensor: summarize(name), type: tensor.dtype } })
    }
    tensors.set(name, readFloat32(name, tensor))
  }
  const description = describeModel(target)
  if (isKerasWeights(names)) return { spec: target, parameters: matchLayers(computing(kerasSources(tensors)), description, found) }
  if (!isStateDict(names)) throw leftOver(names)
  return { spec: target, parameters: importStateDict(tensors, description) }
}

function leftOver(names: readonly string[]): ImportError {
  const problem = { kind: 'left', names: names.slice(0, 4).map(printable), more: Math.max(0, names.length - 4) } as const
  return new ImportError({ found: 'safetensors', problem })
}

/** All but the matrices that this page's archives move values with. */
function computing(sources: readonly SourceLayer[]): readonly SourceLayer[] {
  return sources.filter((source) => movedPlaces(source) === null)
}

const CONFIG = 'config.json'
const WEIGHTS = 'model.weights.h5'

async function openArchive(bytes: Uint8Array, target: ModelSpec | null, found: 'keras' | 'zip'): Promise<Network> {
  const files = unzip(bytes, found)
  const weights = files.get(WEIGHTS)
  if (weights === undefined) throw new ImportError({ found, problem: { kind: found === 'zip' ? 'otherKind' : 'noWeights' } })
  if (modelKindOf(weights) !== 'hdf5') throw new ImportError({ found: 'keras', problem: { kind: 'damaged', original: WEIGHTS } })
  return fromKeras(await readHdf5(weights), parsedConfig(files.get(CONFIG)), target, 'keras')
}

/** Null without one: the weights are then those of the network that is there. */
function parsedConfig(file: Uint8Array | undefined, found: ModelKind = 'keras'): unknown {
  if (file === undefined) return null
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(file))
  } catch (error) {
    throw new ImportError({ found, problem: { kind: 'damaged', original: wordsOf(error) } }, { cause: error })
  }
}

/** The two files that count, by their names without folders. */
function unzip(bytes: Uint8Array, found: ModelKind): ReadonlyMap<string, Uint8Array> {
  let unpacked = 0
  const filter = ({ name, originalSize, size }: UnzipFileInfo): boolean => {
    if (!name.endsWith(CONFIG) && !name.endsWith(WEIGHTS)) return false
    // Nothing is allocated for what an archive merely claims: deflate makes at most 1032 bytes of one.
    unpacked += originalSize
    if (unpacked > MOST_MODEL_BYTES || originalSize > 1032 * size + 1032) {
      throw new ImportError({ found, problem: { kind: 'tooLarge', limit: MOST_MODEL_BYTES } })
    }
    return true
  }
  try {
    const files = Object.entries(unzipSync(bytes, { filter }))
    return new Map(files.map(([name, content]) => [name.split('/').at(-1)!, content]))
  } catch (error) {
    if (error instanceof ImportError) throw error
    throw new ImportError({ found, problem: { kind: 'damaged', original: wordsOf(error) } }, { cause: error })
  }
}

/** @param config  null where there is none: then the weights are those of the network that is there */
function fromKeras(tensors: ReadonlyMap<string, Tensor>, config: unknown, target: ModelSpec | null, found: ModelKind): Network {
  const sources = kerasSources(tensors)
  if (sources.length === 0) throw new ImportError({ found, problem: { kind: 'noWeights' } })
  const spec = config === null ? target : specOfKeras(config, sources, target, found)
  if (spec === null) throw new ImportError({ found, problem: { kind: 'noNetwork' } })
  return { spec, parameters: matchLayers(computing(sources), describeModel(spec), found) }
}

function textOf(text: string | null): Uint8Array | undefined {
  return text === null ? undefined : new TextEncoder().encode(text)
}

import type * as Hdf5Library from 'h5wasm'
import { wordsOf } from '../../core/gatelight-error'
import { elementCount, type Tensor } from '../../core/tensor'
import { MOST_MODEL_BYTES } from '../../nn/spec/memory'
import { ImportError } from '../errors'

/**
 * HDF5 files by h5wasm, which is the HDF5 library itself in WebAssembly. It is four megabytes, so it is loaded when a file is written or
 * opened. It works on files of its own, in memory.
 */

type Hdf5 = typeof Hdf5Library

/** What the library's types leave out. */
interface StreamTable {
  getStream(descriptor: number): Parameters<NonNullable<typeof Hdf5Library.FS>['close']>[0]
}

let loading: Promise<Hdf5> | null = null

async function loadHdf5(): Promise<Hdf5> {
  loading ??= import('h5wasm').then(async (hdf5) => {
    const { FS } = await hdf5.ready
    // The library writes what it cannot read to its third stream, which is the console. Thrown through its C code instead, an error leaves
    // locks behind: of 10,000 damaged files some then never came to an end.
    FS.close((FS as typeof FS & StreamTable).getStream(2))
    FS.open('/dev/null', 'w')
    return hdf5
  })
  try {
    return await loading
  } catch (error) {
    // A chunk that did not come may come the next time.
    loading = null
    throw error
  }
}

/** What a file that is written holds; paths have slashes. */
export interface Hdf5Content {
  /** Text attributes of groups, by path and name. */
  readonly attributes: ReadonlyMap<string, Readonly<Record<string, string>>>
  readonly tensors: ReadonlyMap<string, Tensor>
}

let files = 0

/** @param groups  paths of groups, those before their children @returns a file of that content */
export async function writeHdf5(groups: readonly string[], { attributes, tensors }: Hdf5Content): Promise<Uint8Array<ArrayBuffer>> {
  const { File, Group, ready } = await loadHdf5()
  const { FS } = await ready
  const path = `/written-${files++}.h5`
  const file = new File(path, 'w')
  const groupAt = (at: string) => {
    const found = at === '' ? file : file.get(at)
    if (!(found instanceof Group)) throw new TypeError(`${at} is no group`)
    return found
  }
  const split = (at: string): readonly [string, string] => {
    const slash = at.lastIndexOf('/')
    return [at.slice(0, Math.max(0, slash)), at.slice(slash + 1)]
  }
  for (const group of groups) {
    const [parent, name] = split(group)
    groupAt(parent).create_group(name)
  }
  for (const [group, given] of attributes) {
    for (const [name, text] of Object.entries(given)) groupAt(group).create_attribute(name, text)
  }
  for (const [at, { shape, data }] of tensors) {
    const [parent, name] = split(at)
    groupAt(parent).create_dataset({ name, data, shape: [...shape], dtype: '<f4' })
  }
  file.close()
  const bytes = Uint8Array.from(FS.readFile(path))
  FS.unlink(path)
  return bytes
}

/** What of a file is looked at: more has no model of this page, an optimizer's memory beside its weights included. */
const MOST = { objects: 2000, depth: 12, values: Math.floor(MOST_MODEL_BYTES / Float32Array.BYTES_PER_ELEMENT) } as const

/**
 * All tensors of floating-point numbers in a file, by their paths. Attributes are not read: of a damaged heap of texts the library goes
 * round for ever (`configIn` finds the one that counts).
 *
 * @throws ImportError  `damaged` for bytes that the library cannot make sense of, `tooLarge` for more than a model has
 */
export async function readHdf5(bytes: Uint8Array): Promise<ReadonlyMap<string, Tensor>> {
  const hdf5 = await loadHdf5()
  const { FS } = await hdf5.ready
  const path = `/read-${files++}.h5`
  FS.writeFile(path, bytes)
  let file: InstanceType<Hdf5['File']> | null = null
  try {
    file = new hdf5.File(path, 'r')
    return new Walk(hdf5).through(file)
  } catch (error) {
    if (error instanceof ImportError) throw error
    throw new ImportError({ found: 'hdf5', problem: { kind: 'damaged', original: wordsOf(error) } }, { cause: error })
  } finally {
    try {
      file?.close()
    } catch {
      // What could not be read need not be closed.
    }
    FS.unlink(path)
  }
}

/** One way through a file. */
class Walk {
  private readonly tensors = new Map<string, Tensor>()
  private objects = 0
  private values = 0

  constructor(private readonly hdf5: Hdf5) {}

  through(file: InstanceType<Hdf5['File']>): ReadonlyMap<string, Tensor> {
    this.enter(file, '', 0)
    return this.tensors
  }

  private enter(group: InstanceType<Hdf5['Group']>, path: string, depth: number): void {
    for (const name of group.keys()) {
      this.objects += 1
      if (this.objects > MOST.objects || depth > MOST.depth) this.refuse(MOST.objects)
      const at = path === '' ? name : `${path}/${name}`
      const entity = group.get(name)
      if (entity instanceof this.hdf5.Group) this.enter(entity, at, depth + 1)
      else if (entity instanceof this.hdf5.Dataset) this.take(entity, at)
    }
  }

  private take(dataset: InstanceType<Hdf5['Dataset']>, path: string): void {
    const { shape, dtype } = dataset
    if (shape === null || typeof dtype !== 'string' || !/^[<>][efd]$/.test(dtype)) return
    const count = elementCount(shape)
    this.values += count
    if (this.values > MOST.values) this.refuse(MOST.values)
    const { value } = dataset
    const numbers = typeof value === 'number' ? [value] : value
    if (!(ArrayBuffer.isView(numbers) || Array.isArray(numbers))) return
    const data = Float32Array.from(numbers as ArrayLike<number>)
    if (data.length === count) this.tensors.set(path, { shape, data })
  }

  private refuse(limit: number): never {
    throw new ImportError({ found: 'hdf5', problem: { kind: 'tooLarge', limit } })
  }
}

const CONFIG_BEGINNINGS = ['{"class_name":', '{"module":'] as const
const MOST_CONFIG = 4_000_000
const [QUOTE, BACKSLASH, OPEN, CLOSE] = [0x22, 0x5c, 0x7b, 0x7d]

/**
 * The configuration in a whole model of Keras 2, an attribute of its file: one JSON text, which stands in the file as it is. Null without.
 */
export function configIn(bytes: Uint8Array): string | null {
  const text = new TextDecoder('latin1').decode(bytes)
  if (!text.includes('model_config')) return null
  for (const beginning of CONFIG_BEGINNINGS) {
    for (let start = text.indexOf(beginning), tries = 0; start >= 0 && tries < 8; start = text.indexOf(beginning, start + 1), tries++) {
      const end = endOfObject(bytes, start)
      const found = end === null ? '' : new TextDecoder().decode(bytes.subarray(start, end))
      // That of the training stands beside it.
      if (found.includes('"layers"')) return found
    }
  }
  return null
}

/** Where the object that begins at `start` ends; null where it does not. */
function endOfObject(bytes: Uint8Array, start: number): number | null {
  let depth = 0
  let isText = false
  const limit = Math.min(bytes.length, start + MOST_CONFIG)
  for (let at = start; at < limit; at++) {
    const byte = bytes[at]
    if (isText && byte === BACKSLASH) at++
    else if (byte === QUOTE) isText = !isText
    else if (!isText && byte === OPEN) depth++
    else if (!isText && byte === CLOSE && --depth === 0) return at + 1
  }
  return null
}

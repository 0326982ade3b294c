import { isRecord, refuse } from '../core/decode'
import { loadVectors } from './fixtures'
import type { Tolerance } from './tolerance'

/** One published test vector, read field by field. */
export class PublishedVector {
  constructor(
    readonly id: string,
    private readonly content: unknown,
  ) {}

  /** What stands under these names. @throws DecodeError where there is no such name */
  at(...path: readonly (string | number)[]): unknown {
    let value = this.content
    path.forEach((name, depth) => {
      const inside: unknown = Array.isArray(value) ? value[Number(name)] : isRecord(value) ? value[name] : undefined
      value = inside ?? refuse([this.id, ...path.slice(0, depth + 1)].join('.'), 'something', inside)
    })
    return value
  }

  /** Numbers in nested lists, in row-major order; a single number is a list of one. */
  numbers(...path: readonly (string | number)[]): Float64Array {
    return Float64Array.from(flatten(this.at(...path), [this.id, ...path].join('.')))
  }

  /** Truth values in nested lists, in row-major order: 1 where true, else 0. */
  flags(...path: readonly (string | number)[]): Float64Array {
    const values = [this.at(...path)].flat(Infinity)
    return Float64Array.from(values, (value) => (typeof value === 'boolean' ? Number(value) : refuse(this.id, 'true or false', value)))
  }

  /** Lengths of nested lists. */
  shape(...path: readonly (string | number)[]): readonly number[] {
    const shape: number[] = []
    for (let value = this.at(...path); Array.isArray(value); value = value[0]) shape.push(value.length)
    return shape
  }

  number(...path: readonly (string | number)[]): number {
    return this.numbers(...path)[0] ?? refuse([this.id, ...path].join('.'), 'a number', undefined)
  }

  /** How near its authors ask to be. */
  tolerance(): Tolerance {
    const given = this.at('published_tolerance')
    if (!isRecord(given)) return refuse(`${this.id}.published_tolerance`, 'an object', given)
    const { atol, rtol, decimals } = given
    if (typeof decimals === 'number') return { atol: 10 ** -decimals, rtol: 0 }
    return { atol: typeof atol === 'number' ? atol : 0, rtol: typeof rtol === 'number' ? rtol : 0 }
  }
}

/** One vector of a file, e.g. `loadVector('tfjs_lstm.json', 'tfjs/lstm/forward')`. @throws Error when file or vector are not there */
export async function loadVector(file: string, id: string): Promise<PublishedVector> {
  const all = new PublishedVector(file, await loadVectors(file)).at('vectors')
  const found: unknown = Array.isArray(all) ? all.find((vector: unknown) => isRecord(vector) && vector['id'] === id) : undefined
  return new PublishedVector(id, found ?? refuse(file, `a vector ${id}`, found))
}

function flatten(value: unknown, path: string): number[] {
  if (typeof value === 'number') return [value]
  if (!Array.isArray(value)) return refuse(path, 'numbers', value)
  return value.flatMap((item: unknown) => flatten(item, path))
}

/** [rows,columns] → [columns,rows] */
export function transpose(matrix: Float64Array, rows: number, columns: number): Float64Array {
  return Float64Array.from(matrix, (_, index) => matrix[(index % rows) * columns + Math.floor(index / rows)]!)
}

/** [B,T,F] → [T,B,F] */
export function timeMajor(sequence: Float64Array, batch: number, steps: number): Float64Array {
  const features = sequence.length / (batch * steps)
  return Float64Array.from(sequence, (_, index) => {
    const feature = index % features
    const row = Math.floor(index / features)
    return sequence[((row % batch) * steps + Math.floor(row / batch)) * features + feature]!
  })
}

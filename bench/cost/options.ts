import { parseArgs } from 'node:util'
import type { EngineKind } from '../../src/nn/engine-kinds.ts'
import { UsageError } from '../options.ts'
import { BASE, SWEEPS, type Point, type Sweep } from './points.ts'

/** What `npm run bench:cost` is asked for. */
export interface CostOptions {
  readonly engine: EngineKind
  readonly sweeps: readonly Sweep[]
  /** What is not swept. */
  readonly base: Point
  readonly isQuick: boolean
  readonly json: string | null
  readonly picture: string | null
}

export const USAGE = `npm run bench:cost -- [options]

  --engine NAME    cpu (default) or webgpu
  --only SWEEPS    these alone, with commas between them: ${SWEEPS.join(', ')}
  --base SIZES     what is not swept, such as units=16,timesteps=14
  --quick          fewer sizes, in fewer and shorter rounds
  --json FILE      also write the figures and the machine's description there
  --picture FILE   draw them there, as SVG

  GATELIGHT_ADAPTER=hardware in the environment measures the real GPU.`

/** @returns null where help is wanted  @throws UsageError */
export function parseOptions(args: readonly string[]): CostOptions | null {
  const values = parse(args)
  if (values.help) return null
  const { engine } = values
  if (engine !== 'cpu' && engine !== 'webgpu') throw new UsageError(`--engine ${engine}: expected cpu or webgpu`)
  const all = SWEEPS.filter((sweep) => sweep !== 'threads' || engine === 'cpu')
  const names = values.only?.split(',').map((name) => name.trim()) ?? all
  const unknown = names.filter((name) => !all.some((sweep) => sweep === name))
  if (unknown.length > 0)
    throw new UsageError(`--only: the ${engine} engine has no sweep ${unknown.join(', ')}; there are ${all.join(', ')}`)
  return {
    engine,
    sweeps: all.filter((sweep) => names.includes(sweep)),
    base: { ...BASE, ...sizesIn(values.base ?? '') },
    isQuick: values.quick,
    json: values.json ?? null,
    picture: values.picture ?? null,
  }
}

function sizesIn(text: string): Partial<Point> {
  const sizes = text.split(',').filter((part) => part.trim() !== '')
  return Object.fromEntries(
    sizes.map((part) => {
      const [name, size] = part.split('=').map((word) => word.trim())
      const known = SWEEPS.find((sweep) => sweep === name)
      if (known !== undefined && Number.isSafeInteger(Number(size)) && Number(size) >= 1) return [known, Number(size)]
      throw new UsageError(`--base ${part}: expected a size such as units=16; there are ${SWEEPS.join(', ')}`)
    }),
  )
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        engine: { type: 'string', default: 'cpu' },
        only: { type: 'string' },
        base: { type: 'string' },
        quick: { type: 'boolean', default: false },
        json: { type: 'string' },
        picture: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }).values
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause })
  }
}

import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { contenders, type ContenderName, isContender } from './contenders/list.ts'

/** What `npm run bench` is asked for. */
export interface BenchOptions {
  readonly isQuick: boolean
  readonly contenders: readonly ContenderName[]
  readonly sections: readonly Section[]
  /** Steps whose memory is watched. */
  readonly watchedSteps: number
  readonly json: string | null
  /** File of an earlier run whose ratios this one is held to. */
  readonly against: string | null
  readonly picture: string | null
  readonly isMarkdown: boolean
  /** All of one adapter instead; null for the usual run. */
  readonly hardware: { readonly allowsSoftware: boolean; readonly isInNode: boolean; readonly batches: readonly number[] } | null
}

/** What is measured besides contenders. */
export const SECTIONS = ['limits', 'memory', 'page', 'pen'] as const
export type Section = (typeof SECTIONS)[number]
/** What of it a quick run has time for. */
const QUICK_SECTIONS: readonly Section[] = ['limits']
/** Contenders that only a full run measures. */
const FULL_ONLY: readonly ContenderName[] = [
  'gatelight-cpu-1',
  'gatelight-cpu-2',
  // Its first steps and one turn take half a minute on an adapter that is emulated: the others have twice as many rounds instead.
  'tfjs-webgpu',
  'onnx-webgpu',
  'onnx-wasm',
  'onnx-wasm-2',
]

/** Needs an adapter with half precision, which few software adapters have. */
export const HALF_CONTENDER = 'gatelight-webgpu-half' satisfies ContenderName
/** Who computes on a GPU. */
const ON_GPU: readonly string[] = ['gatelight-webgpu', HALF_CONTENDER, 'tfjs-webgpu', 'jax-webgpu', 'onnx-webgpu']
/** And who of them needs no browser. */
const IN_NODE: readonly string[] = ['gatelight-webgpu', HALF_CONTENDER]
/** Sizes of batches that keep a GPU busy, and the usual one; where it is quick or emulated, small ones. */
const HARDWARE_BATCHES = [64, 256, 1024, 4096] as const
const FEW_BATCHES = [64, 128] as const
/** More than one batch of these must be in the digits that everybody trains on. */
const LARGEST_BATCH = 4096

/** What `gatelight-cpu` is already on a machine of two cores. */
const SAME_ON_TWO_CORES: readonly ContenderName[] = ['gatelight-cpu-2']

/** The picture that `docs/speed.md` shows. */
export const PICTURE = 'docs/bench.svg'

export const USAGE = `npm run bench -- [options]

  --quick          a shorter run, of about two minutes on two cores without a GPU: contenders
                   that use all cores, without TensorFlow.js on WebGPU, and limits
  --only NAMES     these alone, with commas between them: ${[...Object.keys(contenders), ...SECTIONS].join(', ')}
  --memory         watch the memory over 10,000 training steps also in a quick run
  --json FILE      also write the figures, their ratios and the machine's description there
  --against FILE   compare ratios with those of an earlier run's --json on this machine, and fail
                   where one has fallen by more than a tenth, also each time it is measured again
  --picture FILE   draw the training rates there; a full run draws them in ${PICTURE}
  --hardware       all of this machine's GPU instead: times every arrangement of the kernels, holds
                   each against float64, and measures training at batches of ${HARDWARE_BATCHES.join(', ')}
                   beside the other libraries that use WebGPU, with limits and a profile
  --batches LIST   at these batches instead, with commas between them
  --node           without a browser: our engine and the limits, by Dawn's WebGPU in Node
  --allow-software the same on an adapter that emulates a GPU, to try the command
  --markdown       also print the figures of docs/speed.md

  GATELIGHT_ADAPTER=hardware in the environment measures the real GPU.`

export class UsageError extends Error {}

/**
 * @param cores  of the machine: contenders that would be the same as another one on it are only measured when they are named
 * @returns null where help is wanted
 * @throws UsageError
 */
export function parseOptions(args: readonly string[], cores: number = availableParallelism()): BenchOptions | null {
  const values = parse(args)
  if (values.help) return null
  const hardware = hardwareOptions(values)
  const left = new Set<string>([HALF_CONTENDER, ...(values.quick ? FULL_ONLY : []), ...(cores <= 2 ? SAME_ON_TWO_CORES : [])])
  const usual =
    hardware === null
      ? [...Object.keys(contenders).filter((name) => !left.has(name)), ...(values.quick ? QUICK_SECTIONS : SECTIONS)]
      : hardware.isInNode
        ? IN_NODE
        : ON_GPU
  const names = values.only?.split(',').map((name) => name.trim()) ?? usual
  const unknown = names.filter((name) => !isContender(name) && !isSection(name))
  if (unknown.length > 0) throw new UsageError(`--only: unknown: ${unknown.join(', ')}`)
  const isWhole = !values.quick && values.only === undefined && hardware === null
  return {
    isQuick: values.quick,
    contenders: Object.keys(contenders)
      .filter(isContender)
      .filter((name) => names.includes(name)),
    sections: SECTIONS.filter((section) => names.includes(section) || (section === 'memory' && values.memory)),
    watchedSteps: values.quick && !values.memory ? 300 : 10_000,
    json: values.json ?? null,
    against: values.against ?? null,
    picture: values.picture ?? (isWhole ? PICTURE : null),
    isMarkdown: values.markdown,
    hardware,
  }
}

/** @throws UsageError */
function hardwareOptions(values: ReturnType<typeof parse>): BenchOptions['hardware'] {
  if (!values.hardware) {
    if (values.batches !== undefined || values['allow-software'] || values.node)
      throw new UsageError('--batches, --node and --allow-software go with --hardware')
    return null
  }
  if (values.against !== undefined)
    throw new UsageError('--against: holds runs without --hardware to their ratios; leave one of the two out')
  const batches = values.batches?.split(',').map(Number) ?? (values.quick ? FEW_BATCHES : HARDWARE_BATCHES)
  const wrong = batches.find((batch) => !Number.isInteger(Math.log2(batch)) || batch > LARGEST_BATCH)
  if (wrong !== undefined) throw new UsageError(`--batches ${values.batches}: allowed are powers of two up to ${LARGEST_BATCH}`)
  return { allowsSoftware: values['allow-software'], isInNode: values.node, batches }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        quick: { type: 'boolean', default: false },
        only: { type: 'string' },
        memory: { type: 'boolean', default: false },
        json: { type: 'string' },
        against: { type: 'string' },
        picture: { type: 'string' },
        hardware: { type: 'boolean', default: false },
        'allow-software': { type: 'boolean', default: false },
        node: { type: 'boolean', default: false },
        batches: { type: 'string' },
        markdown: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause })
  }
}

function isSection(name: string): name is Section {
  return (SECTIONS as readonly string[]).includes(name)
}

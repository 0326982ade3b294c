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
}

/** What is measured besides contenders. */
export const SECTIONS = ['limits', 'memory', 'page', 'pen'] as const
export type Section = (typeof SECTIONS)[number]
/** What of it a quick run has time for. */
const QUICK_SECTIONS: readonly Section[] = ['limits']
/** Contenders that only a full run measures. */
const FULL_ONLY: readonly ContenderName[] = ['gatelight-cpu-1', 'gatelight-cpu-2', 'onnx-wasm', 'onnx-wasm-2']

/** What `gatelight-cpu` is already on a machine of two cores. */
const SAME_ON_TWO_CORES: readonly ContenderName[] = ['gatelight-cpu-2']

/** The picture that `docs/speed.md` shows. */
export const PICTURE = 'docs/bench.svg'

export const USAGE = `npm run bench -- [options]

  --quick          a shorter run, of about two minutes on two cores without a GPU: contenders
                   that use all cores, and limits
  --only NAMES     these alone, with commas between them: ${[...Object.keys(contenders), ...SECTIONS].join(', ')}
  --memory         watch the memory over 10,000 training steps also in a quick run
  --json FILE      also write the figures, their ratios and the machine's description there
  --against FILE   compare ratios with those of an earlier run's --json on this machine, and fail
                   where one has fallen by more than a tenth, also when it is measured again
  --picture FILE   draw the training rates there; a full run draws them in ${PICTURE}
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
  const left = new Set<string>([...(values.quick ? FULL_ONLY : []), ...(cores <= 2 ? SAME_ON_TWO_CORES : [])])
  const everything = [...Object.keys(contenders).filter((name) => !left.has(name)), ...(values.quick ? QUICK_SECTIONS : SECTIONS)]
  const names = values.only?.split(',').map((name) => name.trim()) ?? everything
  const unknown = names.filter((name) => !isContender(name) && !isSection(name))
  if (unknown.length > 0) throw new UsageError(`--only: unknown: ${unknown.join(', ')}`)
  const isWhole = !values.quick && values.only === undefined
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
  }
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

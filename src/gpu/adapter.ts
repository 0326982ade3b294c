import { EngineUnavailableError } from '../core/errors'
import { HALF_FEATURE } from '../core/stored-format'
import { withinLimit } from '../core/within-limit'

/** Milliseconds that the browser gets to find an adapter. Mostly it takes less than 200, where its GPU process must be started a second or two. */
export const ADAPTER_MS = 6_000
/** After this many milliseconds an adapter that was not there is asked for once more: a GPU process that crashed is started again by then. */
export const ASK_AGAIN_MS = 300

/** What an adapter is, for people and for what depends on it. */
export interface AdapterDescription {
  /** Name of the adapter, for people. */
  readonly adapter: string
  /** What a measurement of speed holds for: the adapter's names, features and limits, for some browsers tell no names. */
  readonly identity: string
  /** Emulated on the CPU. */
  readonly isSoftware: boolean
  /** It has floats of 16 bits. */
  readonly hasHalf: boolean
}

/**
 * What `requestGpu` would find.
 *
 * @throws EngineUnavailableError when there is no WebGPU or no adapter, or no answer
 */
export async function inspectAdapter(): Promise<Pick<AdapterDescription, 'adapter' | 'isSoftware' | 'hasHalf'>> {
  return describe(await requestAdapter())
}

/**
 * The fastest adapter.
 *
 * @throws EngineUnavailableError when there is no WebGPU or no adapter, or no answer
 */
export async function requestAdapter(): Promise<GPUAdapter> {
  // Typed as always there, absent in browsers without WebGPU and on insecure origins.
  const api = navigator.gpu as GPU | undefined
  const isInsecure = 'isSecureContext' in globalThis && !isSecureContext
  if (api === undefined) throw new EngineUnavailableError({ engine: 'webgpu', reason: { kind: isInsecure ? 'insecure' : 'noWebGpu' } })
  const late = overdue.get(api)
  if (late !== undefined) throw late
  const adapter = (await askForAdapter(api)) ?? (await askAgain(api))
  if (adapter === null) throw new EngineUnavailableError({ engine: 'webgpu', reason: { kind: 'noAdapter' } })
  return adapter
}

async function askAgain(api: GPU): Promise<GPUAdapter | null> {
  await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS))
  return askForAdapter(api)
}

function askForAdapter(api: GPU): Promise<GPUAdapter | null> {
  const ask = async () => api.requestAdapter({ powerPreference: 'high-performance' })
  // A browser that refuses to look has none to give.
  return inTime(
    'adapter',
    ADAPTER_MS,
    ask().catch(() => null),
  )
}

/** Milliseconds in which all kinds of engines are tried; a visitor who asks once more after that is not refused unasked. */
export const OVERDUE_MS = 20_000
/** Browsers that owe an answer: whoever asks them again soon need not wait as long again. */
const overdue = new WeakMap<GPU, EngineUnavailableError>()

/** What a browser gives when it is asked for an adapter or a device. @throws EngineUnavailableError when it does not answer in time */
export function inTime<Asked>(asked: 'adapter' | 'device', limitMs: number, answer: Promise<Asked>): Promise<Asked> {
  const { gpu } = navigator
  return withinLimit(answer, limitMs, () => {
    const late = new EngineUnavailableError({ engine: 'webgpu', reason: { kind: 'noAnswer', asked, seconds: limitMs / 1000 } })
    overdue.set(gpu, late)
    const forget = (): void => {
      if (overdue.get(gpu) === late) overdue.delete(gpu)
    }
    answer.then(forget, forget)
    setTimeout(forget, OVERDUE_MS)
    return late
  })
}

/** What an adapter is, from what browsers tell of it: some leave all names empty, and older ones say elsewhere that it is a fallback. */
export function describe(adapter: AdapterFacts): AdapterDescription {
  const { vendor = '', architecture = '', device = '', description = '', isFallbackAdapter = false } = adapter.info ?? {}
  const names = [vendor, architecture, device, description]
  return {
    adapter: description || [vendor, architecture].filter(Boolean).join(' ') || 'unknown adapter',
    identity: JSON.stringify([names, [...adapter.features].toSorted(), limitsOf(adapter.limits)]),
    hasHalf: [...adapter.features].includes(HALF_FEATURE),
    isSoftware: isFallbackAdapter || adapter.isFallbackAdapter === true || EMULATED.test(names.join(' ')),
  }
}

/** Adapters that compute on the CPU, by what they call themselves: those of Chromium, Mesa and Windows. */
const EMULATED = /swiftshader|llvmpipe|lavapipe|softpipe|basic render|\bwarp\b/i

/** What `describe` asks of a `GPUAdapter`; the parts that not every browser has are optional. */
export interface AdapterFacts {
  readonly info?: Partial<Pick<GPUAdapterInfo, 'vendor' | 'architecture' | 'device' | 'description' | 'isFallbackAdapter'>>
  readonly isFallbackAdapter?: boolean
  readonly features: Iterable<string>
  readonly limits: object
}

/** Limits are properties of the prototype, which no other enumeration finds. */
function limitsOf(limits: object): [name: string, value: unknown][] {
  const names: string[] = []
  for (const name in limits) names.push(name)
  return names.toSorted().map((name) => [name, Reflect.get(limits, name)])
}

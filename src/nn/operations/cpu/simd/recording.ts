import type { KernelArgument } from '../arithmetic/primitive'
import type { Kernel } from './kernels'

/** Calls of kernels that are noted once and made many times over, all in one call of `replay`. */

/** Kernels that can be noted, in the order of the cases of `assembly/replay.ts`: those of the loops through time. */
export const replayed = [
  'pack',
  'multiplyPacked',
  'multiply',
  'addRowSums',
  'fillRows',
  'clear',
  'lstmForward',
  'lstmBackward',
  'gruForward',
  'gruBackward',
  'tanh',
  'tanhBackward',
] as const

/** Words of one call: the kernel's place in `replayed`, then up to eleven arguments. */
const CALL_WORDS = 12

/** Calls as `replay` reads them. */
export interface NotedCalls {
  readonly words: readonly number[]
  readonly count: number
}

/** Where kernels are called, or noted: one for all kernels of a module. */
export class Recorder {
  private words: number[] | null = null

  /** @returns the kernel, which is noted instead of called while something is being recorded; it gives 0 then */
  watch(name: string, kernel: Kernel): Kernel {
    const place = replayed.findIndex((other) => other === name)
    return (passed) => (this.words === null ? kernel(passed) : this.note(this.words, name, place, passed))
  }

  /** What `work` calls. @throws TypeError for a kernel that cannot be noted */
  record(work: () => void): NotedCalls {
    const words: number[] = []
    const before = this.words
    this.words = words
    try {
      work()
    } finally {
      this.words = before
    }
    return { words, count: words.length / CALL_WORDS }
  }

  private note(words: number[], name: string, place: number, passed: readonly KernelArgument[]): number {
    if (place === -1) throw new TypeError(`kernel ${name}: cannot be recorded; assembly/replay.ts has no case for it`)
    words.push(place)
    for (let index = 0; index < CALL_WORDS - 1; index++) words.push(wordOf(passed[index] ?? 0))
    return 0
  }
}

function wordOf(argument: NonNullable<KernelArgument>): number {
  return typeof argument === 'object' ? argument.byteOffset : Number(argument)
}

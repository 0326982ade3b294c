import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { isRecord } from '../../src/core/decode'
import { createCpuEngine, type CpuEngine } from '../../src/nn/engines/cpu/cpu-engine'
import { chooseThreads } from '../../src/nn/engines/cpu/pool/spawn'
import type { ThreadPort } from '../../src/nn/engines/cpu/pool/thread'

/**
 * The CPU engine on all cores, for commands that have many pictures answered. Answers have the same bits on any number of threads; trainings, which
 * do not, keep to one.
 */
export function createAnsweringEngine(threads = chooseThreads(availableParallelism())): Promise<CpuEngine> {
  return createCpuEngine({ precision: 'float32', threads, spawn: () => new NodeThread() })
}

/** A helper's thread in Node. The command ends although it is there, unless it owes an answer. */
class NodeThread implements ThreadPort {
  private readonly worker = new Worker(new URL('./start-helper.mjs', import.meta.url))
  private owed = 0

  constructor() {
    this.worker.on('message', () => this.settle())
    this.worker.on('error', () => this.settle())
  }

  postMessage(message: unknown, transfer: Transferable[]): void {
    if (isRecord(message) && (message['type'] === 'start' || 'job' in message)) {
      this.owed++
      this.worker.ref()
    }
    this.worker.postMessage(
      message,
      transfer.filter((each) => each instanceof ArrayBuffer),
    )
  }

  addEventListener(type: 'message' | 'messageerror' | 'error', listener: (event: Event) => void): void {
    this.worker.on(type, (told: unknown) => {
      if (type === 'message') return listener(new MessageEvent(type, { data: told }))
      listener(Object.assign(new Event(type), { message: told instanceof Error ? told.message : String(told) }))
    })
  }

  terminate(): void {
    void this.worker.terminate()
  }

  private settle(): void {
    if (--this.owed <= 0) this.worker.unref()
  }
}

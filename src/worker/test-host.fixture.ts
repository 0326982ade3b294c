import { DIGITS, pixelCount } from '../core/task'
import { OwnData } from '../data/own/own-data'
import { decodePictureBytes } from '../data/own/own-files.fixture'
import { describeModel, initialParameters } from '../nn'
import { encodeCheckpoint, type Checkpoint } from '../train/checkpoint'
import { tinyData, tinySpec } from '../train/tiny-task.fixture'
import { Machine } from './flaky-engine.fixture'
import { Host } from './host'
import { parseWorkerMessage } from './messages'
import type { SetLoad } from '../data/sets/definition'
import type { ErrorData, WorkerEvent } from './protocol'
import { requests, type Requests, type RequestType } from './requests/index'
import type { HostServices } from './services'

/** A picture with some ink in it. */
export const picture = Float32Array.from({ length: pixelCount(DIGITS.input) }, (_, pixel) => (pixel % 7) / 6)

export const shippedModel: Checkpoint = {
  spec: tinySpec,
  name: 'tiny',
  seed: 11,
  epochs: 5,
  trainedOn: ['MNIST, training'],
  testAccuracy: 0.98,
  testedOn: 'MNIST, test',
  parameters: initialParameters(describeModel(tinySpec), 11),
  run: null,
}

/** A host without a worker, on a machine of the test's own; speaks to it as the page does, through the parsers of both sides. */
export class TestHost {
  readonly machine = new Machine()
  readonly events: WorkerEvent[] = []
  private readonly host: Host
  private nextId = 1
  private readonly answers = new Map<number, (answer: { result: unknown } | { error: ErrorData }) => void>()
  private readonly watchers = new Set<() => void>()

  /** @param services  `loadMnist` loads the set of that name alone */
  constructor({ loadMnist, ...services }: Partial<HostServices> & { readonly loadMnist?: () => Promise<SetLoad> } = {}) {
    this.host = new Host(
      {
        inspectEngine: this.machine.inspectEngine,
        createEngine: this.machine.createEngine,
        fetchBytes: async () => encodeCheckpoint(shippedModel),
        loadMnistFiles: async () => ({ dataset: tinyData(), origin: 'files', failures: [] }),
        loadSet: async (id, { limit = 30 }) => {
          if (id === 'mnist') return (await loadMnist?.()) ?? { dataset: tinyData(), origin: 'page', failures: [] }
          return { dataset: tinyData(Math.min(limit, 30), Math.min(limit, 30)), origin: 'generator', failures: [] }
        },
        sampleSet: async (_, count) => tinyData(0, Math.min(count, 30)).test,
        ownData: new OwnData({ decode: decodePictureBytes }),
        now: () => performance.now(),
        ...services,
      },
      (message, transfer) => this.hear(structuredClone(message, { transfer })),
    )
  }

  /** @throws an Error with the remote `error` when the host answers with a failure */
  async ask<T extends RequestType>(type: T, params: Requests[T]['params']): Promise<Requests[T]['result']> {
    const id = this.nextId++
    const answer = new Promise<{ result: unknown } | { error: ErrorData }>((resolve) => this.answers.set(id, resolve))
    // Node's structured clone turns a File into an empty object; browsers keep it.
    await this.host.receive(type === 'loadFiles' || type === 'lookAtFiles' ? { id, type, params } : structuredClone({ id, type, params }))
    const outcome = await answer
    if ('error' in outcome) throw Object.assign(new Error(`${outcome.error.code}: ${outcome.error.message}`), { error: outcome.error })
    return requests[type].result(outcome.result, type)
  }

  /** What the host does with any message. */
  receive(data: unknown): Promise<void> {
    return this.host.receive(data)
  }

  start(engine: Requests['start']['params']['engine'] = 'auto') {
    return this.ask('start', { engine, modelUrl: 'models/tiny.safetensors', dataBaseUrl: 'http://localhost/' })
  }

  /** Resolves with the first event, heard already or to come, that fits. */
  async until<T extends WorkerEvent['type']>(
    type: T,
    fits: (event: Extract<WorkerEvent, { type: T }>) => boolean = () => true,
  ): Promise<Extract<WorkerEvent, { type: T }>> {
    for (;;) {
      const found = this.heard(type).find(fits)
      if (found !== undefined) return found
      await new Promise<void>((resolve) => this.watchers.add(resolve))
    }
  }

  heard<T extends WorkerEvent['type']>(type: T): Extract<WorkerEvent, { type: T }>[] {
    return this.events.filter((event): event is Extract<WorkerEvent, { type: T }> => event.type === type)
  }

  private hear(data: unknown): void {
    const message = parseWorkerMessage(data)
    if (message.kind === 'event') {
      this.events.push(message.event)
      for (const wake of this.watchers) wake()
      this.watchers.clear()
    } else {
      this.answers.get(message.id)?.(message.kind === 'response' ? { result: message.result } : { error: message.error })
      this.answers.delete(message.id)
    }
  }
}

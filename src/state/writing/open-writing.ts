import type { WorkerClient } from '../../worker/client'
import { WriterRunControl, type WriterRunOptions } from './writer-run-control'
import { WritingControl, type WritingControlOptions } from './writing-control'

export interface OpenWritingOptions extends WritingControlOptions {
  readonly client: Pick<WorkerClient, 'request' | 'subscribe'>
  readonly onError: (error: unknown) => void
}

export interface OpenWriting {
  readonly control: WritingControl
  readonly run: WriterRunControl
  /** Has the network of an epoch of the last run write; null for the one that the page comes with. */
  lookAt(epoch: number | null): Promise<void>
}

/** Follows what the worker tells of networks that learn to write, from now on. */
export function openWriting(options: OpenWritingOptions): OpenWriting {
  const { client, get, set } = options
  const control = new WritingControl(options)
  const setRun: WriterRunOptions['set'] = (change) => set({ run: { ...get().run, ...change } })
  const run = new WriterRunControl({
    client,
    get: () => get().run,
    set: setRun,
    shownFile: () => control.file(),
    onMoment: ({ epoch }) => void control.show({ kind: 'moment', epoch }).catch(options.onError),
  })
  client.subscribe((event) => run.hear(event))
  return {
    control,
    run,
    async lookAt(epoch) {
      setRun({ follows: epoch !== null && epoch === get().run.moments.at(-1)?.epoch })
      await control.show(epoch === null ? { kind: 'shipped' } : { kind: 'moment', epoch })
    },
  }
}

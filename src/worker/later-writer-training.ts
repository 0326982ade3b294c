import { loadPart } from '../core/load-part'
import type { WriterTraining } from './writer-training'

/** What requests ask of a network that learns to write. */
export type WriterTrainer = Pick<WriterTraining, 'start' | 'pause' | 'resume' | 'stop'>

/** A network that learns to write, whose code comes when somebody wants one taught. @param make  from that code */
export function laterWriterTraining(make: (kind: typeof WriterTraining) => WriterTraining): WriterTrainer {
  let training: Promise<WriterTraining> | null = null
  const load = (): Promise<WriterTraining> => {
    const coming = (training ??= loadPart(() => import('./writer-training')).then(({ WriterTraining: Training }) => make(Training)))
    // Nothing is kept of a failure.
    coming.catch(() => (training = null))
    return coming
  }
  return {
    start: async (...asked) => (await load()).start(...asked),
    // What never came has nothing to end; what is coming begins first.
    pause: async () => (await training)?.pause(),
    resume: async () => (await training)?.resume(),
    stop: async () => (await training)?.stop(),
  }
}

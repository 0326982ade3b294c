import { summarize } from '../measure'

/** Messages that are timed together: a page's clock may tick only ten times in a millisecond. */
const TOGETHER = 50
const REPEATS = 7

/**
 * Milliseconds of the engine's own thread that a further thread costs in each step: parameters are laid into a message, gradients come back and are
 * added up. Waiting for the answer is no part of it.
 */
export async function measureHandover(parameters: number): Promise<number> {
  const worker = new Worker(new URL('./handover-worker.ts', import.meta.url), { type: 'module' })
  const [values, sums] = [new Float32Array(parameters).fill(0.5), new Float32Array(parameters)]
  let memory = new Float32Array(parameters)
  const samples: number[] = []
  for (let repeat = 0; repeat <= REPEATS; repeat++) {
    let spent = 0
    for (let time = 0; time < TOGETHER; time++) {
      const begin = performance.now()
      memory.set(values)
      const answer = answerOf(worker)
      worker.postMessage(memory, { transfer: [memory.buffer] })
      spent += performance.now() - begin
      memory = await answer
      const back = performance.now()
      for (let index = 0; index < parameters; index++) sums[index]! += memory[index]!
      spent += performance.now() - back
    }
    // The first ones start the thread and compile.
    if (repeat > 0) samples.push(spent / TOGETHER)
  }
  worker.terminate()
  return summarize(samples).median
}

function answerOf(worker: Worker): Promise<Float32Array<ArrayBuffer>> {
  return new Promise((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<Float32Array<ArrayBuffer>>) => resolve(data), { once: true })
    worker.addEventListener('error', ({ message }) => reject(new Error(message)), { once: true })
  })
}

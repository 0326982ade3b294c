import { createCpuEngine } from '../src/nn/engines/cpu/cpu-engine.ts'
import { SEED, SPEC } from './contender.ts'

/** @param images [N,28,28] in 0…1  @returns [N,10] what the float64 engine answers with the initial parameters */
export async function rightAnswers(images: Float32Array): Promise<number[]> {
  const engine = await createCpuEngine({ precision: 'float64' })
  const model = await engine.createModel(SPEC, { seed: SEED })
  const probabilities = await model.predict(images)
  engine.dispose()
  return [...probabilities]
}

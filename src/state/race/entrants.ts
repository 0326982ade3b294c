import type { Task } from '../../core/task'
import { specFor } from '../../nn/spec/for-task'
import { presets } from '../../nn/spec/presets'
import { resolveRunSettings } from '../../nn/spec/training'
import type { RaceEntrant } from '../../worker/values/race'
import type { AppState } from '../app-state'
import type { OwnEntrant, RacePlan } from './race-state'
import { readyMadeRaces, type Racer } from './ready-made'

/** The networks of a race as the worker wants them: the same batches for all, each with its own way to learn. */
export function entrantsOf(plan: RacePlan, page: Pick<AppState, 'model' | 'training'>, task: Task): readonly RaceEntrant[] {
  const { epochs, batchSize, seed } = plan
  const racers = plan.race === 'own' ? plan.own.flatMap((own) => racerOf(own, page)) : readyMadeRaces[plan.race]
  return racers.map(({ name, spec, learning }) => ({
    name,
    spec: specFor(spec, task),
    settings: resolveRunSettings({ ...learning, epochs, batchSize, seed }),
  }))
}

/** None for the page's network while there is none. */
function racerOf(own: OwnEntrant, { model, training }: Pick<AppState, 'model' | 'training'>): readonly Racer[] {
  if (own !== 'page') {
    const { name, spec, training: settings } = presets[own]
    return [{ name, spec, learning: learningOf(settings) }]
  }
  return model === null ? [] : [{ name: model.name, spec: model.spec, learning: learningOf(training.settings) }]
}

function learningOf({ loss, optimizer, schedule }: Racer['learning']): Racer['learning'] {
  return { ...(loss && { loss }), ...(optimizer && { optimizer }), ...(schedule && { schedule: { ...schedule, changes: [] } }) }
}

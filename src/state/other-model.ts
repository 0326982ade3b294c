import { isSameTask, taskOf } from '../core/task'
import type { ModelInfo } from '../worker/protocol'
import type { AppState } from './app-state'
import { freshCursor } from './initial-state'

/** What becomes of the page when a model of another build comes in the place of `before`: what was read and picked is none of its. */
export function withOtherModel(
  { surgery, lens }: Pick<AppState, 'surgery' | 'lens'>,
  before: Pick<ModelInfo, 'spec'>,
  model: ModelInfo,
): Pick<AppState, 'model' | 'trace' | 'cursor' | 'profile' | 'surgery' | 'lens'> {
  // A class of another task is none of this model's, and the RNN beside it reads digits.
  const ofTask = isSameTask(taskOf(model.spec), taskOf(before.spec)) ? {} : { label: null, withRnn: false, kept: null }
  return {
    model,
    trace: null,
    cursor: freshCursor,
    profile: { state: 'none' },
    surgery: { ...surgery, holds: [], reading: null },
    lens: { ...lens, reading: null, rnn: null, ...ofTask },
  }
}

import { DIGITS } from '../../../core/task'
import { inputOf } from '../input'
import type { LayerSpec, ModelSpec } from '../model-spec'

/** The layer that answers: always the last, and always there. */
const ANSWER = { type: 'dense', units: DIGITS.classes.length, activation: 'softmax' } as const satisfies LayerSpec

/** The smallest network: the picture row by row, and what answers. It does not fit yet: a sequence is no answer. */
export const EMPTY_NETWORK: ModelSpec = { version: 1, input: inputOf(), layers: [ANSWER] }

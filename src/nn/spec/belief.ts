import type { ModelDescription } from './describe'

/**
 * Place of the layer whose state after every timestep is answered from: the last recurrent one.
 *
 * The belief at timestep t is what the layers behind it answer to the state that it has at t. For a layer that reads forwards that is the
 * answer had the model stopped reading there. One that reads backwards has read everything from the end down to t, so that its belief
 * becomes the answer at t = 0. In one that reads both ways, the forward units have read up to t and the backward ones down to t: at every
 * timestep all of the sequence was read by one of them and t by both, yet no row need equal the answer, which is given from the two last states.
 *
 * @returns null for a model whose answer is not given from a last state: there is nothing to believe before all is computed
 */
export function beliefLayer({ layers }: Pick<ModelDescription, 'layers'>): number | null {
  const index = layers.findLastIndex(({ recurrence }) => recurrence !== null)
  return layers[index]?.recurrence?.returnsSequences === false ? index : null
}

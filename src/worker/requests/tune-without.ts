import { bytes, integer, list, record } from '../../core/decode'
import { decodeHand } from '../../data/hand/drawing'
import { decodeRunSettings } from '../../nn/spec/training'
import type { Answer } from './definition'

/**
 * Teaches a hand to a copy of the page's model, on the first of the sets in use beside it, without some of the drawings: what is answered to these, before and
 * after. Refused while training, and without data.
 */
export const tuneWithout = {
  params: record({
    hand: decodeHand,
    /** Places of drawings that are not learnt from. */
    heldOut: list(integer()),
    settings: decodeRunSettings,
  }),
  /** [heldOut] answered classes. */
  result: record({ before: bytes, after: bytes }),
}

export const answerTuneWithout: Answer<typeof tuneWithout> = async ({ hand, heldOut, settings }, host) => {
  host.refuseWhileTraining('train')
  host.refuseWhileRacing('train')
  const { dataset } = await host.dataInUse('train')
  host.requireModelFor(dataset.train)
  return host.tuner.tuneWithout(host.models.checkpoint, dataset, hand, heldOut, settings)
}

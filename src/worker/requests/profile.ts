import { record } from '../../core/decode'
import { decodeRunSettings } from '../../nn/spec/training'
import { decodeProfile } from '../values/profile'
import type { Answer } from './definition'

/**
 * Where the GPU's time goes in training steps with these settings, or with those of the run that goes on; the model stays as it is. Fails
 * with `profile-unavailable` where no GPU computes, or its clock cannot be read.
 */
export const profile = { params: record({ settings: decodeRunSettings }), result: decodeProfile }

export const answerProfile: Answer<typeof profile> = ({ settings }, host) =>
  host.changes(() => host.training.profile(settings, host.profiledPictures()))

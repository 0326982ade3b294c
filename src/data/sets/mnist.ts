import { loadPart } from '../../core/load-part'
import { DIGITS } from '../../core/task'
import type { SetDefinition } from './definition'

export const mnist: SetDefinition = {
  task: DIGITS,
  title: 'MNIST',
  licence: 'LeCun, Cortes & Burges, "The MNIST database of handwritten digits"; made of NIST’s Special Databases 1 and 3',
  isMade: false,
  standIn: 'built-in',
  async load({ baseUrl, signal, onProgress }) {
    const { loadMnist } = await loadPart(() => import('../mnist'))
    return loadMnist({ baseUrl, signal, onProgress })
  },
}

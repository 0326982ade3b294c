import type { NamingId } from '../../../../data/own/names'
import type { Remark, Understanding } from '../../../../data/own/understanding'
import { formatShape } from '../../../../core/tensor'

/** What was found in files of the visitor's own, and what may be decided before they are taken. */
export const ownData = {
  title: (name: string, pictures: string) => `${name}: ${pictures} pictures`,
  split: {
    given: (train: string, test: string) => `${train} to train on and ${test} to test with, as the files say.`,
    seeded: (train: string, test: string) => `${train} to train on and ${test} to test with, drawn by the page: the same ones each time.`,
  } satisfies Record<Understanding['split'], unknown>,
  forms: { idx: 'IDX', csv: 'CSV', pictures: 'Pictures by folder' } satisfies Record<Understanding['form'], string>,
  facts: (form: string, size: string, classes: string, bytes: string) => `${form}, ${size} pixels, ${classes} classes, ${bytes}.`,
  samples: 'Sixteen of the pictures',
  orientation: 'Orientation',
  asIs: 'As they are',
  transposed: 'Transposed',
  lying: 'They seem to lie on their side, as EMNIST’s do.',
  names: 'Class names',
  namings: {
    files: 'As in the files',
    fashion: 'Fashion-MNIST',
    kmnist: 'KMNIST',
    az: 'A … Z',
    balanced: 'EMNIST balanced',
    byclass: 'EMNIST by class',
  } satisfies Record<NamingId, string>,
  classes: (count: string) => `${count} classes`,
  count: (train: string, test: string) => `${train} + ${test}`,
  turned: 'They were dark on light and are turned: ink is light to the network.',
  large: 'Too large for memory: kept in this browser’s storage and trained on from there.',
  remark(remark: Remark, count: (count: number) => string): string {
    switch (remark.kind) {
      case 'resampled':
        return remark.from === null
          ? 'Pictures of several sizes are brought to one.'
          : `Resampled from ${formatShape([remark.from.height, remark.from.width])}.`
      case 'leftOut':
        return `Not used: ${remark.names.join(', ')}${remark.more > 0 ? ` and ${count(remark.more)} more` : ''}.`
      case 'untrained':
        return `Nothing to train on for: ${remark.labels.join(', ')}.`
      case 'sampledTest':
        return `${count(remark.kept)} of ${count(remark.of)} test pictures measure.`
      default:
        return remark satisfies never
    }
  },
  freshNetwork: (answers: string) => `The network begins anew, with ${answers} answers. Save it first if you want to keep it.`,
  take: 'Take these data',
  cancel: 'Cancel',
}

import { integer, list, nullable, record } from '../../core/decode'
import { buffersOf } from '../values/buffers'
import { decodePictures, decodeSetPart, MAX_SHOWN } from '../values/judging'
import type { Answer, Transfer } from './definition'

/** Some of the test or training pictures in use, by their places in the set; null while no data are loaded. */
export const picturesOfSet = {
  params: record({ part: decodeSetPart, indices: list(integer(), MAX_SHOWN) }),
  result: nullable(decodePictures),
}

export const answerPicturesOfSet: Answer<typeof picturesOfSet> = async ({ part, indices }, host) => {
  const set = host.data.current?.dataset[part]
  return set === undefined ? null : { pictures: await host.picturesAt(set, indices) }
}

export const transferPicturesOfSet: Transfer<typeof picturesOfSet> = (shown) => (shown === null ? [] : buffersOf(shown.pictures))

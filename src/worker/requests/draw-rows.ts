import { list, nullable, record } from '../../core/decode'
import { decodeDrawnPicture, decodeDrawRowsOptions, drawnBuffers } from '../values/rows'
import type { Answer, Transfer } from './definition'

/** Side by side on a page. */
const MOST = 64

/** Draws pictures row by row, each with what the network said of it; null while there is no network that draws. */
export const drawRows = {
  params: record({ pictures: list(decodeDrawRowsOptions, MOST) }),
  result: nullable(list(decodeDrawnPicture, MOST)),
}

export const answerDrawRows: Answer<typeof drawRows> = ({ pictures }, { painter }) => painter.draw(pictures)

export const transferDrawRows: Transfer<typeof drawRows> = drawnBuffers

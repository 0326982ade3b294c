import { decodePixels } from '../look'
import { lookAt } from './look-at'

/** The entry of the finder's thread: looks at what it is sent. What goes wrong here is heard by the page as the worker's `error`. */

self.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  const look = lookAt(decodePixels(data, 'finder'))
  self.postMessage(look, { transfer: look.kind === 'blank' ? [] : [look.sheet.data.buffer] })
})

import { createPrimitives } from '../../../operations/cpu/precision'
import { Helper } from './helper'

/** The entry of a helper's thread: the helper on the worker's own messages. */

const helper = new Helper(createPrimitives, (answer, transfer) => self.postMessage(answer, { transfer }))

self.addEventListener('message', (event: MessageEvent<unknown>) => void helper.receive(event.data))

import { parentPort } from 'node:worker_threads'
import { Helper } from '../../src/nn/engines/cpu/pool/helper'
import { createPrimitives } from '../../src/nn/operations/cpu/precision'

/** The entry of a helper's thread in Node: the helper on the thread's own messages. */

if (parentPort === null) throw new Error('expected to be a thread of Node, and this is its main thread')
const port = parentPort
const helper = new Helper(createPrimitives, (answer, transfer) => port.postMessage(answer, transfer.filter(isTransferable)))

port.on('message', (data: unknown) => void helper.receive(data))

function isTransferable(value: Transferable): value is ArrayBuffer {
  return value instanceof ArrayBuffer
}

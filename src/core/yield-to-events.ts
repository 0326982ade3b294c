/** Those who wait for their turn, the first first. */
const waiting: (() => void)[] = []
let channel: MessageChannel | null = null

/**
 * Lets the event loop handle what waits (messages to the worker, timers) and comes back in a new task.
 *
 * A promise alone never leaves the microtask queue, and browsers stretch nested `setTimeout(0)` to 4 ms; a message to oneself does neither. All share
 * one channel: to make one takes as long as a training step of a small network.
 */
export function yieldToEvents(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = (channel ??= openChannel())
    if (waiting.push(resolve) === 1) keepAlive(port1, true)
    port2.postMessage(null)
  })
}

function openChannel(): MessageChannel {
  const opened = new MessageChannel()
  opened.port1.onmessage = () => {
    const resolve = waiting.shift()
    if (waiting.length === 0) keepAlive(opened.port1, false)
    resolve?.()
  }
  return opened
}

/** A port that listens keeps a program of Node's running, which it shall only while somebody waits. */
function keepAlive(port: MessagePort, isAlive: boolean): void {
  if ('ref' in port && 'unref' in port && typeof port.ref === 'function' && typeof port.unref === 'function') {
    if (isAlive) port.ref()
    else port.unref()
  }
}

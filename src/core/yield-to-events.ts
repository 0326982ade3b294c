/** Node's own way, as it is before a test takes over the timers; there a port hands on up to a thousand messages before a timer has its turn. */
const immediately = typeof setImmediate === 'function' ? setImmediate : null

/** Those who wait for their turn in a browser, the first first. */
const waiting: (() => void)[] = []
let port: MessagePort | null = null

/**
 * Lets the event loop handle what waits (messages to the worker, timers) and comes back in a new task.
 *
 * A promise alone never leaves the microtask queue, and browsers stretch nested `setTimeout(0)` to 4 ms; a message to oneself does neither. All share
 * one channel: to make one takes as long as a training step of a small network.
 */
export function yieldToEvents(): Promise<void> {
  return new Promise((resolve) => {
    if (immediately !== null) return void immediately(resolve)
    waiting.push(resolve)
    port ??= openChannel()
    port.postMessage(null)
  })
}

function openChannel(): MessagePort {
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = () => waiting.shift()?.()
  return port2
}

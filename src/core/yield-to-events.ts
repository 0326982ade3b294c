/**
 * Lets the event loop handle what waits (messages to the worker, timers) and comes back in a new task.
 *
 * A promise alone never leaves the microtask queue, and browsers stretch nested `setTimeout(0)` to 4 ms; a message to oneself does neither.
 */
export function yieldToEvents(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}

const CLAIM = Symbol.for('gatelight.host')

/**
 * Takes a worker for its host. A second host would answer every request a second time, with a model of its own: it must not start.
 *
 * @param scope  the worker's global object, which all copies of its entry share
 * @returns false when the worker has a host already
 */
export function claimWorker(scope: object): boolean {
  if (Reflect.has(scope, CLAIM)) return false
  Reflect.defineProperty(scope, CLAIM, { value: true })
  return true
}

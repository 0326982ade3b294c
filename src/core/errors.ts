import { summarize } from './decode'
import type { ErrorDetail, SpecPlace } from './error-details'
import { GatelightError } from './gatelight-error'

/** A model specification that makes no sense. */
export class SpecError extends GatelightError {
  readonly code = 'spec'
  readonly detail: ErrorDetail<'spec'>

  /** @param facts  `where` as a text is the name of a layer, a loss or an optimizer */
  constructor(
    facts: Omit<ErrorDetail<'spec'>, 'where' | 'value'> & { readonly where: SpecPlace | string; readonly value: unknown },
    options?: ErrorOptions,
  ) {
    const where: SpecPlace = typeof facts.where === 'string' ? { kind: 'named', name: facts.where } : facts.where
    const detail = { where, field: facts.field, value: asJson(facts.value), allowed: facts.allowed }
    super('A specification does not fit', detail, options)
    this.detail = detail
  }
}

/** Longest value that an error repeats. */
const SHOWN_VALUE = 60

/** A value as JSON, short; null where there is none. */
function asJson(value: unknown): string | null {
  if (value === undefined) return null
  // JSON has no word for numbers that are not finite.
  const whole = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? summarize(value))
  return whole.length > SHOWN_VALUE ? `${whole.slice(0, SHOWN_VALUE)}…` : whole
}

/** A tensor whose shape or content does not fit the place it was given to. */
export class ShapeError extends GatelightError {
  readonly code = 'shape'
  constructor(readonly detail: ErrorDetail<'shape'>) {
    super('A tensor does not fit', detail)
  }
}

/** No engine of the wanted kind can run here. */
export class EngineUnavailableError extends GatelightError {
  readonly code = 'engine-unavailable'
  constructor(
    readonly detail: ErrorDetail<'engine-unavailable'>,
    options?: ErrorOptions,
  ) {
    super('An engine cannot run here', detail, options)
  }
}

/** The GPU went away (driver reset, sleep, crash); what it held is gone. */
export class DeviceLostError extends GatelightError {
  readonly code = 'device-lost'
  constructor(readonly detail: ErrorDetail<'device-lost'>) {
    super('The GPU device was lost', detail)
  }
}

/** One of the CPU engine's threads stopped, or hangs; the others do its work. */
export class ThreadLostError extends GatelightError {
  readonly code = 'thread-lost'
  constructor(readonly detail: ErrorDetail<'thread-lost'>) {
    super('A computing thread stopped', detail)
  }
}

/** There is no room for what was to be computed. */
export class OutOfMemoryError extends GatelightError {
  readonly code = 'out-of-memory'
  constructor(readonly detail: ErrorDetail<'out-of-memory'>) {
    super('No room in WebAssembly’s memory', detail)
  }
}

/** A call on something that was disposed of. */
export class DisposedError extends GatelightError {
  readonly code = 'disposed'
  constructor(readonly detail: ErrorDetail<'disposed'>) {
    super('Used after dispose()', detail)
  }
}

/** A shader that does not compile; `original` shows every message with its line of source. */
export class ShaderError extends GatelightError {
  readonly code = 'shader'
  constructor(readonly detail: ErrorDetail<'shader'>) {
    super('A shader does not compile', detail)
  }
}

/** Training came to a number that is not finite, or to a loss that has exploded. */
export class DivergedError extends GatelightError {
  readonly code = 'diverged'
  constructor(readonly detail: ErrorDetail<'diverged'>) {
    super(detail.lowest === undefined ? 'The loss is not finite any more' : 'The loss has exploded', detail)
  }
}

/** A call that does not fit the state the object is in. */
export class StateError extends GatelightError {
  readonly code = 'state'
  constructor(readonly detail: ErrorDetail<'state'>) {
    super('Not now', detail)
  }
}

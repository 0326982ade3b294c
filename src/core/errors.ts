/**
 * The base of every error this project throws on purpose.
 *
 * `message` says what was expected, what came and where; `hint` tells the person at the page what to do next. Subclasses add the
 * facts as data, so that a caller never has to parse a message. `code` survives a structured clone, class identity does not.
 */
export abstract class GatelightError extends Error {
  abstract readonly code: string
  /** What the reader can do now, one sentence; shown to users as it is. */
  readonly hint: string

  constructor(message: string, hint: string, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.name
    this.hint = hint
  }
}

/** A model specification that makes no sense. */
export class SpecError extends GatelightError {
  readonly code = 'spec'
  constructor(
    readonly detail: { where: string; field: string; value: unknown; allowed: string },
    options?: ErrorOptions,
  ) {
    super(
      `${detail.where}: ${detail.field} is ${JSON.stringify(detail.value) ?? 'missing'}; allowed: ${detail.allowed}`,
      'Change this field of the model and try again.',
      options,
    )
  }
}

/** A tensor whose shape or content does not fit the place it was given to. */
export class ShapeError extends GatelightError {
  readonly code = 'shape'
  constructor(readonly detail: { tensor: string; expected: string; actual: string }) {
    super(`${detail.tensor}: expected ${detail.expected}, got ${detail.actual}`, 'Use a model file that was made for this architecture.')
  }
}

/** No engine of the wanted kind can run here. */
export class EngineUnavailableError extends GatelightError {
  readonly code = 'engine-unavailable'
  constructor(
    readonly detail: { engine: string; reason: string },
    options?: ErrorOptions,
  ) {
    super(
      `The ${detail.engine} engine cannot run here: ${detail.reason}`,
      'Update the browser or switch on its hardware acceleration; until then the page computes on the CPU.',
      options,
    )
  }
}

/** The GPU went away (driver reset, sleep, crash); what it held is gone. */
export class DeviceLostError extends GatelightError {
  readonly code = 'device-lost'
  constructor(readonly detail: { reason: string }) {
    super(`The GPU device was lost: ${detail.reason}`, 'The last good model is kept. Press Start to go on.')
  }
}

/** One of the CPU engine's threads stopped; what it was computing is gone, the others go on. */
export class ThreadLostError extends GatelightError {
  readonly code = 'thread-lost'
  constructor(readonly detail: { reason: string }) {
    super(
      `A computing thread stopped: ${detail.reason}`,
      'The last good model is kept, and the page goes on with one thread less. Press Start to go on.',
    )
  }
}

/** There is no room for what was to be computed. */
export class OutOfMemoryError extends GatelightError {
  readonly code = 'out-of-memory'
  constructor(readonly detail: { bytes: number }) {
    super(
      `There is no room for ${(detail.bytes / 2 ** 20).toFixed(1)} MiB more in WebAssembly's memory`,
      'Choose a smaller model, or a scan with fewer timesteps.',
    )
  }
}

/** A call on something that was disposed of. */
export class DisposedError extends GatelightError {
  readonly code = 'disposed'
  constructor(readonly detail: { what: string }) {
    super(`${detail.what} was used after dispose()`, 'Reload the page.')
  }
}

/** A shader that does not compile; `listing` shows every message with its line of source. */
export class ShaderError extends GatelightError {
  readonly code = 'shader'
  constructor(readonly detail: { label: string; listing: string }) {
    super(`Shader ${detail.label} does not compile:\n${detail.listing}`, 'Please report this with the name of your browser and GPU.')
  }
}

/** Training came to a number that is not finite. */
export class DivergedError extends GatelightError {
  readonly code = 'diverged'
  constructor(readonly detail: { step: number; loss: number }) {
    super(
      `The loss became ${detail.loss} at step ${detail.step}`,
      'Lower the learning rate and start again; the model of the last good epoch is kept.',
    )
  }
}

/** A call that does not fit the state the object is in. */
export class StateError extends GatelightError {
  readonly code = 'state'
  constructor(readonly detail: { call: string; state: string; allowed: string }) {
    super(`${detail.call}: not while ${detail.state}; allowed: ${detail.allowed}`, 'Wait for the current work to end, or stop it.')
  }
}

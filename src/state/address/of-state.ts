import { DIGITS, isSameTask, taskOf } from '../../core/task'
import type { Sheet } from '../../data/drawing'
import { firstSetOf } from '../../data/sets/registry'
import { linkedDataOf } from './linked-data'
import { describeModel } from '../../nn/spec/describe'
import { toErrorData } from '../../worker/error-data'
import type { DataInfo, ErrorData, ModelInfo } from '../../worker/protocol'
import type { AppState, DrawingState } from '../app-state'
import { heldBy } from '../reading-loop'
import { findTrained } from '../trained-models'
import { type Address, type LinkedCursor, type LinkedModel, MOST_HELD } from './address'
import { presetLike, specOf } from './models'
import { writeAddress } from './write'

/** Half of the last digit of the accuracies in the list of trained models. */
const ACCURACY_ROUNDING = 5e-5

/** What the network of a link will know where it is opened. */
export type LinkedWeights =
  /** The weights that read here: the page comes with them. */
  | 'same'
  /** Those that the page comes with, in place of those that read here, which no address holds. */
  | 'shipped'
  /** None yet, as here. */
  | 'fresh'
  /** None, in place of those that read here. */
  | 'none'

export interface Link {
  /** With its `#`. */
  readonly hash: string
  /** What it opens. */
  readonly address: Address
  readonly weights: LinkedWeights
}

/** The link to what the page shows at this moment. @throws AddressError for a drawing that fits into no link */
export async function linkOf(state: AppState): Promise<Link> {
  const address = addressOf(state)
  return { hash: await writeAddress(address), address, weights: weightsOf(state.model, address.model) }
}

/** The same; in place of a link that there is none of, why. */
export async function linkOrReason(state: AppState): Promise<{ readonly link: Link } | { readonly error: ErrorData }> {
  try {
    return { link: await linkOf(state) }
  } catch (error) {
    return { error: toErrorData(error) }
  }
}

/** All that an address can say of the page. */
export function addressOf(state: AppState): Address {
  const { view, model, training, data, cursor, drawing, surgery, lens } = state
  const linked = model && modelOf(model)
  return {
    view: view.tab,
    model: linked,
    training: linked && { settings: training.settings, start: training.start },
    // What a visitor brought is on this machine alone.
    data: data.info === null || isOfVisitor(data.info) || isFirstSet(data.info) ? null : linkedDataOf(data.info),
    cursor: linked && cursorOf(cursor, linked),
    drawing: drawingOf(drawing),
    digit: drawing.row?.chosen ?? null,
    // Where two hold the same value, the later one counts.
    held: heldBy(surgery).slice(-MOST_HELD),
    lens: lens.isOpen ? { label: lens.label } : null,
  }
}

/** What somebody brought or wrote. */
function isOfVisitor({ kind, also = [] }: DataInfo): boolean {
  return kind === 'own' || [kind, ...also.map((other) => other.kind)].includes('hand')
}

/** What a page loads by itself needs no words. */
function isFirstSet({ kind, task, also }: DataInfo): boolean {
  return also === undefined && kind === firstSetOf(task)
}

/** A preset where the network is built like one, so that its link is short; whatever it learnt here stays here. */
function modelOf({ spec, name, seed, epochs }: ModelInfo): LinkedModel {
  const preset = isSameTask(taskOf(spec), DIGITS) ? presetLike(spec, name) : null
  if (preset === null) return { kind: 'network', name, seed, spec }
  return { kind: 'preset', name: preset.name, weights: epochs === 0 ? 'fresh' : 'trained' }
}

/** What a link to this model opens, by what reads here. */
export function weightsOf(model: ModelInfo | null, linked: LinkedModel | null): LinkedWeights {
  // The page begins with its own.
  if (model === null || linked === null) return 'same'
  if (model.epochs === 0) return 'fresh'
  const trained = linked.kind === 'preset' ? findTrained(linked.name) : null
  if (trained === null) return 'none'
  const accuracy = model.testAccuracy ?? 0
  const isSame = model.epochs === trained.epochs && Math.abs(accuracy - trained.testAccuracy) <= ACCURACY_ROUNDING
  return isSame ? 'same' : 'shipped'
}

/** None for a network without timesteps whose maps nobody picked in. */
function cursorOf({ layer, step, unit, signal }: AppState['cursor'], model: LinkedModel): LinkedCursor | null {
  const { input, layers } = describeModel(specOf(model))
  const hasSteps = input.length === 2 || layers.some(({ recurrence }) => recurrence !== null)
  return hasSteps || unit !== null ? { layer, step, unit, signal } : null
}

/** Strokes where all was drawn here; else the picture that the network reads. */
function drawingOf({ sheet, picture, label, isEmpty }: DrawingState): Address['drawing'] {
  if (sheet === undefined && isEmpty) return null
  return isDrawn(sheet) ? { strokes: sheet.strokes, label } : { picture, label }
}

function isDrawn(sheet: Sheet | undefined): sheet is Sheet {
  return sheet !== undefined && sheet.backdrop === undefined
}

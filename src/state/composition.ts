import type { Task } from '../core/task'
import { EMPTY_NETWORK } from '../nn/spec/compose/empty-network'
import { specFor } from '../nn/spec/for-task'
import { defaultRunSettings } from '../nn/spec/training'
import { findPreset, type PresetName } from '../nn/spec/presets'
import type { ModelSpec } from '../nn/spec/model-spec'
import type { RunSettings } from '../nn/spec/training'
import type { ModelInfo } from '../worker/protocol'

/** A network that is being composed, and how it is to be trained. */
export interface Draft {
  readonly name: string
  readonly spec: ModelSpec
  readonly settings: RunSettings
}

export interface Composition {
  readonly draft: Draft
  /** Drafts before it, the last one last. */
  readonly past: readonly Draft[]
  /** Drafts that were undone, the next one first. */
  readonly future: readonly Draft[]
  /** What the last edit was of: further ones of the same make one step of undo. */
  readonly lastEdit: string | null
}

/** What a composition can begin with. */
export type Beginning = 'empty' | 'current' | PresetName

/** More steps than anybody remembers; a draft is a few hundred bytes. */
const MOST_STEPS = 200

/** What is on the page. */
export interface OnPage {
  readonly model: Pick<ModelInfo, 'name' | 'spec'> | null
  /** Of the data in use. */
  readonly task: Task
  /** Of the training panel. */
  readonly settings: RunSettings
}

/** A beginning as a draft; the network on the page where it is what is asked for. */
export function beginningOf(beginning: Beginning, { model, task, settings }: OnPage): Draft {
  if (beginning === 'current' && model !== null) return { name: model.name, spec: model.spec, settings }
  const preset = findPreset(beginning)
  if (preset !== null) return { name: preset.name, spec: specFor(preset.spec, task), settings: preset.training }
  return { name: 'my-network', spec: specFor(EMPTY_NETWORK, task), settings: defaultRunSettings }
}

/** A composition that begins anew; what was composed before can be had back by undo. */
export function beginAnew(composition: Composition | null, draft: Draft): Composition {
  if (composition === null) return { draft, past: [], future: [], lastEdit: null }
  return edited(composition, draft, null)
}

/** @param edit  what is edited, such as `layer 2 units`; null for an edit that stands alone */
export function edited(composition: Composition, change: Partial<Draft>, edit: string | null): Composition {
  const { draft, past, lastEdit } = composition
  const goesOn = edit !== null && edit === lastEdit
  return {
    draft: { ...draft, ...change },
    past: goesOn ? past : [...past, draft].slice(-MOST_STEPS),
    future: [],
    lastEdit: edit,
  }
}

export function undone({ draft, past, future, ...rest }: Composition): Composition {
  const before = past.at(-1)
  return before === undefined
    ? { draft, past, future, ...rest }
    : { draft: before, past: past.slice(0, -1), future: [draft, ...future], lastEdit: null }
}

export function redone({ draft, past, future, ...rest }: Composition): Composition {
  const [next, ...later] = future
  return next === undefined ? { draft, past, future, ...rest } : { draft: next, past: [...past, draft], future: later, lastEdit: null }
}

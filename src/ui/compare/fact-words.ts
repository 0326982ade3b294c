import { dataSetIds } from '../../data/sets/registry'
import { engineKindOf } from '../../nn/engine-kinds'
import type { EarlyStopping } from '../../nn/spec/early-stopping'
import type { LearningRateSchedule } from '../../nn/spec/schedules'
import type { RunSettings } from '../../nn/spec/training'
import { ANSWER, type Fact, type FactValue, isList, type Several } from '../../state/runs/facts'
import { taskTitled } from '../kit/error-names'
import type { Format } from '../kit/format'
import type { Messages } from '../kit/messages/messages'
import { setWords } from '../kit/set-words'

type Field = Pick<Fact, 'owner' | 'layer' | 'field'>
type Words = Readonly<Record<string, string>>

/** What a fact of a run is called: as the panels call it where they have a word for it, else as its definition does, as in Compose. */
export function factName({ owner, layer, field }: Field, messages: Messages): string {
  const { compose, compare } = messages
  const { fieldOf } = compare.differences
  const word = wordFor(namesOfFields(messages)[owner] ?? {}, field)
  if (word !== null) return word
  if (owner === 'layer') return fieldOf(layer === ANSWER || layer === null ? compose.answer.title : layer, field)
  return owner === 'input' ? fieldOf(compose.input.title, field) : field
}

type PlainSettings = Omit<RunSettings, 'schedule' | 'loss' | 'optimizer' | 'augment' | 'earlyStopping'>

/** By owner and field, from the panels that set them; the compiler names one that is missing. */
function namesOfFields({ training, compose, compare, shell }: Messages): Readonly<Record<string, Words>> {
  const { settings, stopping, augment } = training
  const { differences } = compare
  return {
    settings: {
      epochs: settings.epochs,
      batchSize: settings.batchSize,
      seed: settings.seed,
      validation: compose.training.validation,
      frozen: training.frozen.kept,
    } satisfies Record<keyof PlainSettings, string>,
    schedule: {
      kind: compose.training.schedule,
      learningRate: settings.learningRate,
      warmup: compose.training.warmup,
      changes: differences.turns,
    } satisfies Record<keyof LearningRateSchedule, string>,
    loss: { type: compose.training.loss },
    optimizer: { type: compose.training.optimizer },
    augment: Object.fromEntries(Object.entries(augment.strengths).map(([kind, { label }]) => [kind, label])),
    earlyStopping: {
      patience: stopping.patience,
      monitor: stopping.by,
      restoreBestWeights: stopping.weights,
    } satisfies Record<keyof Omit<EarlyStopping, 'minDelta'>, string>,
    network: { layers: differences.layers, task: differences.task },
    data: { sets: shell.data.label },
    run: { start: settings.start, engine: shell.engine.label, adapter: differences.adapter },
  }
}

/** A value of a fact, in words where the panels have some. @param value  undefined where a run has no such field */
export function factText(fact: Field, value: FactValue | Several | undefined, messages: Messages, format: Format): string {
  const { compose, compare } = messages
  const { differences } = compare
  const text = (each: FactValue): string => factText(fact, each, messages, format)
  if (value === undefined) return differences.unknown
  if (typeof value === 'object' && value !== null && 'each' in value) return value.each.map(text).join(differences.separator)
  const named = namedValue(fact, value, messages, format)
  if (named !== null) return named
  if (value === null) return differences.unset
  if (typeof value === 'boolean') return value ? compose.on : compose.off
  if (typeof value === 'number') return format.typed(value)
  return isList(value) ? value.map(text).join(differences.separator) : value
}

/** Values that have words of their own; null for any other. */
function namedValue({ owner, field }: Field, value: FactValue, messages: Messages, format: Format): string | null {
  const { training, compose, shell, tasks } = messages
  const { differences } = messages.compare
  switch (`${owner} ${field}`) {
    case 'schedule kind':
      return wordFor(compose.training.schedules, value)
    case 'schedule changes':
      return isList(value) ? turnsText(value, messages, format) : null
    case 'loss type':
      return wordFor(compose.training.losses, value)
    case 'optimizer type':
      return wordFor(compose.training.optimizers, value)
    case 'settings frozen':
      return isList(value) ? (value.length === 0 ? training.frozen.none : value.join(differences.listSeparator)) : null
    case 'earlyStopping monitor':
      return wordFor(training.stopping.monitors, value)
    case 'earlyStopping restoreBestWeights':
      return training.stopping.keeps[value === true ? 'best' : 'last']
    case 'network layers':
      // The list's own separator: an arrow is already what stands between two runs.
      return isList(value) ? value.join(differences.listSeparator) : null
    case 'network task':
      return taskTitled(String(value), tasks)
    case 'data sets':
      return isList(value) ? sharesText(value, messages, format) : null
    case 'run start':
      return wordFor({ fresh: training.settings.fresh, current: training.settings.current }, value)
    case 'run engine': {
      const kind = engineKindOf(String(value))
      return kind === null ? null : shell.engine.kinds[kind].name
    }
    default:
      return null
  }
}

function wordFor(words: Words, name: FactValue): string | null {
  return typeof name === 'string' && Object.hasOwn(words, name) ? (words[name] ?? null) : null
}

/** Rates, each with the step that first had it. */
function turnsText(turns: readonly FactValue[], { compare: { differences } }: Messages, format: Format): string {
  if (turns.length === 0) return differences.notTurned
  const pairs = turns.map((turn) => (isList(turn) ? turn.map(Number) : []))
  return pairs.map(([step = NaN, rate = NaN]) => differences.turned(format.typed(rate), format.integer(step))).join(differences.separator)
}

/** Sets, each with the number of its examples. */
function sharesText(shares: readonly FactValue[], { sets }: Messages, format: Format): string {
  return sets.mixed.shares(
    shares.flatMap((share) => {
      const [id, count] = isList(share) ? share : []
      const kind = id === 'own' || id === 'hand' ? id : dataSetIds.find((known) => known === id)
      return kind === undefined ? [] : setWords(kind, sets).share(format.integer(Number(count)))
    }),
  )
}

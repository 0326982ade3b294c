import { yieldToEvents } from '../../../core/yield-to-events'
import { traceCsv } from '../../../nn/spec/trace-file/trace-csv'
import { type RecordedTrace, traceJson } from '../../../nn/spec/trace-file/trace-file'
import type { Store } from '../../../state/app-state'
import { fileName } from '../../kit/file-name'
import { formatFor } from '../../kit/format'
import { messagesFor } from '../../kit/messages/messages'
import { classLabel } from '../../kit/task'
import { ownColumns, sortedColumns, type UnitColumns } from '../../maps/unit-columns'
import { modelView, type SequenceLayer, shownLayer } from '../../network/layers'
import { figurePng } from './canvas'
import type { FigureInput } from './figure-input'
import { type FilmOptions, readingFilm } from './film'
import { pageStyle } from './page-style'
import { readingFigure } from './reading-figure'
import { signalPictures, zipped } from './signal-pictures'
import { figureSvg } from './svg'

/** The present reading as a file. */

export const savedFormats = ['png', 'svg', 'film', 'json', 'csv', 'maps'] as const
export type SavedFormat = (typeof savedFormats)[number]

interface SavedFile {
  readonly name: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** @param scope  of a picture: the layer that is shown, or all; @returns null where nothing is read */
export async function makeFile(
  { model, trace, cursor, unitOrder, view }: Pick<Store, 'model' | 'trace' | 'cursor' | 'unitOrder' | 'view'>,
  format: SavedFormat,
  scope: 'one' | 'all',
  options: FilmOptions,
): Promise<SavedFile | null> {
  if (model === null || trace === null) return null
  // The press shows first.
  await yieldToEvents()
  const messages = messagesFor(view.language)
  const arranged = modelView(model.spec)
  const shown = shownLayer(arranged, cursor.layer)
  const recorded: RecordedTrace = { model: { name: model.name, spec: model.spec }, trace }
  const columnsOf = ({ name, units }: SequenceLayer): UnitColumns => {
    const known = unitOrder.by === 'likeness' ? unitOrder.orders[name] : undefined
    return known?.order.length === units ? sortedColumns(known) : ownColumns
  }
  const figure: Omit<FigureInput, 'share'> = {
    name: model.name,
    model: arranged,
    trace,
    layers: scope === 'all' ? arranged.layers : shown === null ? [] : [shown],
    columnsOf,
    messages,
    format: formatFor(view.language),
    language: view.language,
    ...pageStyle(),
  }
  const answer = classLabel(arranged.task, trace.probabilities.indexOf(Math.max(...trace.probabilities)))
  const named = (ending: string, ...more: readonly string[]): string =>
    fileName([model.name, messages.saving.file, answer, ...more], ending)
  switch (format) {
    case 'png':
      return { name: named('png'), bytes: await figurePng(readingFigure({ ...figure, share: 1 })) }
    case 'svg':
      return { name: named('svg'), bytes: await figureSvg(readingFigure({ ...figure, share: 1 })) }
    case 'film':
      // An ending of its own, `.apng`, is known to few programs.
      return { name: named('png', messages.saving.formats.film), bytes: await readingFilm(figure, options) }
    case 'json':
      return { name: named('json'), bytes: await traceJson(recorded) }
    case 'csv':
      return { name: named('csv'), bytes: await traceCsv(recorded) }
    case 'maps':
      return { name: named('zip', messages.saving.mapsFile), bytes: zipped(await signalPictures(recorded)) }
    default:
      return format satisfies never
  }
}

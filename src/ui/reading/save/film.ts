import { Animation } from '../../../core/png/apng'
import type { Picture } from '../../../core/png/png'
import { yieldToEvents } from '../../../core/yield-to-events'
import { figureCanvas, paintFigure } from './canvas'
import type { FigureInput } from './figure-input'
import { readingFigure } from './reading-figure'

/** A reading as a short film: the scan goes down the steps, the maps fill, the belief forms. */

/** Two thirds of a still picture: it moves, and its file goes into slides and messages. */
const WIDTH = 1280
/** Pictures of the scan at most, and how long all of them and the last take, ms. */
const FRAMES = 56
const TIMES = { scan: 3300, end: 1700 } as const

export interface FilmOptions {
  readonly signal: AbortSignal
  /** @param done 0 … 1 */
  readonly onProgress: (done: number) => void
}

export function framesOf({ layers }: Pick<FigureInput, 'layers'>): number {
  const steps = Math.max(0, ...layers.map((layer) => (layer.form === 'sequence' ? layer.steps : 0)))
  return Math.min(FRAMES, steps)
}

/**
 * An animated PNG, which runs for ever. Programs that know no animations show the reading when it is over.
 *
 * @param input  `share` is the film's own
 * @throws `signal.reason` once it is aborted
 */
export async function readingFilm(
  input: Omit<FigureInput, 'share'>,
  { signal, onProgress }: FilmOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const frames = framesOf(input)
  const whole = readingFigure({ ...input, share: 1 })
  const scale = WIDTH / whole.width
  const context = figureCanvas({ width: WIDTH, height: Math.round(whole.height * scale) }, true)
  const photograph = async (share: number): Promise<Picture> => {
    // Each part of a picture is a task of its own: the page stays at hand.
    await yieldToEvents()
    signal.throwIfAborted()
    // Other sentences take fewer lines: all pictures are as high as the whole one.
    const scene = { ...readingFigure({ ...input, share }), height: whole.height }
    await yieldToEvents()
    paintFigure(context, scene)
    await yieldToEvents()
    const { width, height } = context.canvas
    const { data } = context.getImageData(0, 0, width, height)
    await yieldToEvents()
    return { width, height, data }
  }
  const still = await photograph(1)
  const film = new Animation({ still })
  for (let frame = 1; frame < frames; frame++) {
    await film.add({ picture: await photograph(frame / frames), milliseconds: Math.round(TIMES.scan / frames) })
    onProgress(frame / (frames + 1))
  }
  await film.add({ picture: still, milliseconds: TIMES.end })
  onProgress(frames / (frames + 1))
  signal.throwIfAborted()
  return film.file()
}

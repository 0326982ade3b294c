import { useCallback, useRef } from 'react'
import type { PictureSize } from '../../core/task'
import { normaliseSheet, type Normalisation } from '../../data/drawing'
import { formatFor } from '../kit/format'
import { prefersReducedMotion, useThemeChange } from '../kit/media'
import { messagesFor } from '../kit/messages/messages'
import { useAppStore, useAppStoreApi } from '../kit/store'
import { useTask } from '../kit/task'
import { watchCanvasSize } from './canvas-size'
import { isEmpty } from './history'
import { paintCentre, paintCrop, paintScale } from './making-paint'
import { DONE, MAKING_TIME, shiftOf, stagesAt } from './making-stages'
import type { PadHandle } from './use-pad'

const CANVASES = ['crop', 'scale', 'centre'] as const

/** Plays the three steps once and then follows the drawing. `attach` takes the element that has a `data-part` for each canvas and text. */
export function useMaking({ controller, readSheet }: PadHandle) {
  const api = useAppStoreApi()
  const language = useAppStore((state) => state.view.language)
  const size = useTask().input
  const running = useRef<{ replay: () => void; paint: () => void } | null>(null)
  const attach = useCallback(
    (root: HTMLDivElement) => {
      const making = followDrawing({ controller, readSheet }, root, language, size)
      running.current = making
      // Another digit of a row may be looked at without anything new on the pad.
      const stop = api.subscribe((now, before) => now.drawing.row?.chosen !== before.drawing.row?.chosen && making.paint())
      return () => {
        stop()
        making.end()
        running.current = null
      }
    },
    [api, controller, readSheet, language, size],
  )
  useThemeChange(useCallback(() => running.current?.paint(), []))
  return { attach, replay: useCallback(() => running.current?.replay(), []) }
}

function followDrawing(
  { controller, readSheet }: Pick<PadHandle, 'controller' | 'readSheet'>,
  root: HTMLElement,
  language: 'en' | 'zh',
  size: PictureSize,
) {
  const part = (name: string) => root.querySelector<HTMLElement>(`[data-part='${name}']`)
  const canvasOf = (name: string) => root.querySelector<HTMLCanvasElement>(`canvas[data-part='${name}']`)
  const canvases = CANVASES.map(canvasOf).filter((canvas) => canvas !== null)
  const contexts = { crop: contextOf(canvasOf('crop')), scale: contextOf(canvasOf('scale')), centre: contextOf(canvasOf('centre')) }
  const { making: words } = messagesFor(language).pad
  const { percent, decimal } = formatFor(language)
  let startedAt: number | null = null
  let frame = 0

  const tell = (name: string, text: string): void => {
    const element = part(name)
    if (element !== null && element.textContent !== text) element.textContent = text
  }
  const describe = (steps: Normalisation): void => {
    const [right, down] = shiftOf(steps)
    const { moved } = words
    const way = (distance: number, less: string, more: string): string[] =>
      distance === 0 ? [] : [`${distance < 0 ? less : more} ${decimal(Math.abs(distance), 1)}`]
    const ways = [...way(right, moved.left, moved.right), ...way(down, moved.up, moved.down)]
    tell('crop-text', words.cropText(percent(steps.crop.width, 0), percent(steps.crop.height, 0)))
    tell('scale-text', words.scaleText(steps.scaled.width, steps.scaled.height))
    tell('centre-text', ways.join(' · ') || moved.none)
  }
  const paint = (): void => {
    const drawing = controller.visible()
    const steps = normaliseSheet(readSheet(), size)
    const list = part('steps')
    const note = part('note')
    if (list) list.hidden = steps === null
    if (note) note.hidden = steps !== null
    if (steps === null) return tell('note', isEmpty(drawing) ? words.empty : words.given)
    // Colours of the page are known to a canvas only once they are computed as those of some element.
    const { color: ink, caretColor: accent, backgroundColor: paper } = getComputedStyle(canvases[0] ?? root)
    const colors = { ink, accent, paper }
    const stages = startedAt === null ? DONE : stagesAt(performance.now() - startedAt)
    if (contexts.crop) paintCrop(contexts.crop, drawing, steps, stages, colors)
    if (contexts.scale) paintScale(contexts.scale, steps, stages, colors)
    if (contexts.centre) paintCentre(contexts.centre, steps, stages, colors)
    describe(steps)
  }
  const play = (): void => {
    if (startedAt === null) return
    if (performance.now() - startedAt >= MAKING_TIME) startedAt = null
    paint()
    if (startedAt !== null) frame = requestAnimationFrame(play)
  }
  const replay = (): void => {
    cancelAnimationFrame(frame)
    startedAt = prefersReducedMotion() ? null : performance.now()
    if (startedAt === null) paint()
    else play()
  }

  const sizes = canvases.map((canvas) => watchCanvasSize(canvas, paint))
  const stop = controller.watch(() => startedAt === null && paint())
  replay()
  // It opens at the lower end of a rail that may be scrolled.
  root.scrollIntoView({ block: 'nearest', behavior: prefersReducedMotion() ? 'auto' : 'smooth' })
  return {
    replay,
    paint,
    end: () => {
      cancelAnimationFrame(frame)
      stop()
      for (const stopWatching of sizes) stopWatching()
    },
  }
}

function contextOf(canvas: HTMLCanvasElement | null): CanvasRenderingContext2D | null {
  return canvas?.getContext('2d') ?? null
}

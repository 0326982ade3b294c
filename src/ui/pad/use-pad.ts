import { useCallback, useEffect, useRef, useState } from 'react'
import { newestOnly } from '../../core/newest'
import { pixelCount, taskOf, type Task } from '../../core/task'
import { type Backdrop, type OpenedPicture, readyBackdrop, type Region, type Sheet } from '../../data/drawing'
import type { Dictation, Store } from '../../state/app-state'
import { loadOnce } from '../kit/load-once'
import { prefersReducedMotion } from '../kit/media'
import { fetchLater } from '../kit/part'
import { useActions, useAppStoreApi } from '../kit/store'
import { DigitGroups } from './digit-groups'
import { firstSample } from './first-sample'
import type { Drawing } from './history'
import { PadController } from './pad-controller'
import { LaterSamples } from './sample-book'

/** Milliseconds in which a sample writes itself. */
const WRITING_TIME = 1200

/** Opened pictures are for those who bring one. */
const loadPictures = loadOnce(() => import('./pictures'))
fetchLater(loadPictures)

/** What can be asked of the pad. */
export interface PadHandle {
  readonly controller: PadController
  /** Writes the next sample. */
  readonly writeSample: () => void
  /** Writes the next sample of a class. */
  readonly writeDigit: (digit: number) => void
  /** What the picture that the network reads is made of: all that is seen, or one digit of a row. */
  readonly readSheet: () => Sheet
  /** The picture that was opened last, while the digit in it may still be marked. */
  readonly picture: PictureHandle | null
}

export interface PictureHandle {
  readonly opened: OpenedPicture
  /** Whether the visitor is asked to mark the digit: where it was not found, and on request. */
  readonly isMarking: boolean
  readonly setMarking: (isMarking: boolean) => void
  /** Reads this part, in shares of the picture's sides. */
  readonly mark: (part: Region) => void
}

/**
 * The pad, its samples, and what comes to it from elsewhere: digits that other parts of the page ask for, pictures that are pasted or dropped. The first
 * sample is there with the page, as in its HTML; later ones write themselves, and the visitor's pen interrupts them.
 */
export function usePad(): PadHandle {
  const { setDrawing, showError, dismissNotice } = useActions()
  const api = useAppStoreApi()
  const [groups] = useState(() => new DigitGroups())
  const [controller] = useState(
    () =>
      new PadController(
        (drawing) => setDrawing(groups.stateOf(drawing, taskFor(api.getState()), chosenPlace(api.getState()))),
        beginsAnew(api.getState()) ? firstSample : undefined,
      ),
  )
  const readSheet = useCallback(() => groups.sheetOf(controller.visible(), chosenPlace(api.getState())), [api, controller, groups])
  const [opened, setOpened] = useState<OpenedPicture | null>(null)
  const [isMarking, setMarking] = useState(false)
  const [samples] = useState(() => new LaterSamples())
  const write = useCallback((drawing: Drawing) => controller.write(drawing, prefersReducedMotion() ? 0 : WRITING_TIME), [controller])
  const [writings] = useState(() => newestOnly())
  /** What takes a moment to come, and what was asked for meanwhile takes its place. */
  const writeComing = useCallback(
    async (coming: Promise<Drawing>) => {
      const isNewest = writings.begin()
      const drawing = await coming
      if (isNewest()) write(drawing)
    },
    [write, writings],
  )
  const writeSample = useCallback(() => void writeComing(samples.next()).catch(showError), [samples, showError, writeComing])
  const writeDigit = useCallback(
    (digit: number) => void writeComing(samples.nextOf(digit)).catch(showError),
    [samples, showError, writeComing],
  )

  useEffect(() => {
    if (!beginsAnew(api.getState())) return
    samples.begin()
    controller.announce()
  }, [api, controller, samples])

  // A model that reads pictures of another size gets the same drawing in that.
  useEffect(() => {
    const tell = (state: Store): void => {
      if (state.drawing.picture.length !== pixelCount(taskFor(state).input)) controller.announce()
    }
    return api.subscribe((now, before) => {
      if (now.model?.spec !== before.model?.spec) tell(now)
    })
  }, [api, controller])

  const show = useCallback(
    (backdrop: Backdrop) => {
      controller.show({ strokes: [], backdrop, label: null })
      // What was said of a picture in which nothing was found is over.
      for (const { id, error } of api.getState().notices) if (error.code === 'picture') dismissNotice(id)
    },
    [api, controller, dismissNotice],
  )
  const mark = useCallback(
    async (part: Region) => {
      if (opened === null) return
      const { digitOf } = await loadPictures()
      show(await digitOf(opened, part))
    },
    [opened, show],
  )
  // Decoded pixels are large, and nobody else frees them.
  useEffect(() => () => opened?.bitmap.close(), [opened])

  const followed = useRef<Dictation | null>(null)
  useEffect(() => {
    const dictations = newestOnly()
    const follow = async (wanted: Dictation): Promise<void> => {
      const isNewest = dictations.begin()
      if (!('file' in wanted)) setOpened(null)
      if ('digit' in wanted) return writeComing(samples.plain(wanted.digit))
      if ('strokes' in wanted) return wanted.isGrowing ? controller.grow(wanted) : controller.write(wanted, 0)
      if ('picture' in wanted)
        return controller.show({ strokes: [], backdrop: readyBackdrop(wanted.picture, taskFor(api.getState()).input), label: wanted.label })
      const { decodePicture, digitOf, rasterised } = await loadPictures()
      const picture = await decodePicture(await rasterised(wanted.file))
      // Something else was asked for while this one was opened.
      if (!isNewest()) return picture.bitmap.close()
      setOpened(picture)
      setMarking(false)
      const backdrop = await digitOf(picture).catch((error: unknown) => {
        // Its pixels are gone once another picture is opened.
        if (!isNewest()) return null
        setMarking(true)
        throw error
      })
      if (backdrop !== null && isNewest()) show(backdrop)
    }
    const followNew = ({ dictation }: Pick<Store, 'dictation'>): void => {
      if (dictation === null || dictation === followed.current) return
      followed.current = dictation
      follow(dictation).catch(showError)
    }
    // An address may have asked before the pad was there.
    followNew(api.getState())
    return api.subscribe(followNew)
  }, [api, controller, samples, showError, show, write, writeComing])

  const picture = opened === null ? null : { opened, isMarking, setMarking, mark: (part: Region) => void mark(part).catch(showError) }
  return { controller, writeSample, writeDigit, readSheet, picture }
}

/** Nothing was drawn and nothing is asked for. */
function beginsAnew({ drawing, dictation }: Store): boolean {
  return drawing.isEmpty && dictation === null
}

function taskFor({ model }: Pick<Store, 'model'>): Task {
  return taskOf(model?.spec ?? {})
}

function chosenPlace({ drawing }: Pick<Store, 'drawing'>): number {
  return drawing.row?.chosen ?? 0
}

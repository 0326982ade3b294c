import type { Normalisation } from '../../data/drawing'
import { inkScale } from '../kit/scales'
import type { Drawing } from './history'
import { type Box, centreBox, cropBox, massIn, scaleBox, type Stages } from './making-stages'
import { paintSheet } from './paint'

/** Colours as the page has them now. */
export interface MakingColors {
  readonly ink: string
  readonly accent: string
  readonly paper: string
}

/** The middle of the pixel after half of a side, counted from 0: where MNIST has the weight. */
function centreOf(side: number): number {
  return (side / 2 + 0.5) / side
}

type Context = CanvasRenderingContext2D

/** The drawing with what lies outside the frame faded. */
export function paintCrop(context: Context, drawing: Drawing, steps: Normalisation, { crop }: Stages, colors: MakingColors): void {
  const side = context.canvas.width
  paintSheet(context, drawing, side, colors.ink)
  const box = cropBox(steps, crop)
  context.save()
  context.globalAlpha = 0.7
  context.fillStyle = colors.paper
  context.beginPath()
  context.rect(0, 0, side, side)
  context.rect(...scaledBox(box, side))
  context.fill('evenodd')
  context.restore()
  frame(context, box, colors.accent)
}

/** The ink on its way to its size in the finished picture. */
export function paintScale(context: Context, steps: Normalisation, { scale }: Stages, colors: MakingColors): void {
  const box = scaleBox(steps, scale)
  paintField(context)
  paintPixels(context, steps, box)
  frame(context, box, colors.accent)
}

/** The ink on its way to where its weight is in the middle: a cross for the field's centre, a ring for the ink's. */
export function paintCentre(context: Context, steps: Normalisation, { centre }: Stages, colors: MakingColors): void {
  const side = context.canvas.width
  const box = centreBox(steps, centre)
  paintField(context)
  paintPixels(context, steps, box)
  const [across, down] = [centreOf(steps.size.width), centreOf(steps.size.height)]
  const line = lineWidth(context)
  context.lineWidth = line
  context.strokeStyle = inkScale.css(0.55)
  context.beginPath()
  context.moveTo(across * side, 0)
  context.lineTo(across * side, side)
  context.moveTo(0, down * side)
  context.lineTo(side, down * side)
  context.stroke()
  const [x, y] = massIn(steps, box)
  context.lineWidth = 2 * line
  context.strokeStyle = colors.accent
  context.beginPath()
  context.arc(x * side, y * side, 4 * line, 0, 2 * Math.PI)
  context.stroke()
}

function paintField(context: Context): void {
  context.fillStyle = inkScale.css(0)
  context.fillRect(0, 0, context.canvas.width, context.canvas.height)
}

function paintPixels(context: Context, { scaled }: Normalisation, box: Box): void {
  const picture = new OffscreenCanvas(scaled.width, scaled.height)
  const own = picture.getContext('2d')
  if (own === null) return
  const image = own.createImageData(scaled.width, scaled.height)
  scaled.data.forEach((grey, pixel) => {
    const at = 4 * inkScale.index(grey)
    image.data.set(inkScale.table.subarray(at, at + 4), 4 * pixel)
  })
  own.putImageData(image, 0, 0)
  context.imageSmoothingEnabled = false
  context.drawImage(picture, ...scaledBox(box, context.canvas.width))
}

function frame(context: Context, box: Box, color: string): void {
  const line = 1.5 * lineWidth(context)
  const [left, top, width, height] = scaledBox(box, context.canvas.width)
  context.lineWidth = line
  context.strokeStyle = color
  context.strokeRect(left + line / 2, top + line / 2, Math.max(0, width - line), Math.max(0, height - line))
}

function scaledBox({ left, top, width, height }: Box, side: number): [number, number, number, number] {
  return [left * side, top * side, width * side, height * side]
}

/** A hairline on any screen. */
function lineWidth({ canvas }: Context): number {
  return Math.max(1, canvas.width / Math.max(1, canvas.clientWidth))
}

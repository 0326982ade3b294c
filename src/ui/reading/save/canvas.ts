import type { Mark, Scene } from './scene'

/** A figure in pixels. */

/** A surface for figures of such a size. @param isRead  its pixels will be asked for, again and again */
export function figureCanvas({ width, height }: Pick<Scene, 'width' | 'height'>, isRead = false): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d', { willReadFrequently: isRead, alpha: false })
  if (context === null) throw new Error('This browser paints no more canvases')
  return context
}

/** Paints a figure over the whole canvas. */
export function paintFigure(context: CanvasRenderingContext2D, scene: Scene): void {
  const { width, height } = context.canvas
  context.setTransform(width / scene.width, 0, 0, height / scene.height, 0, 0)
  context.fillStyle = scene.background
  context.fillRect(0, 0, scene.width, scene.height)
  for (const mark of scene.marks) paintMark(context, mark, scene)
}

export async function figurePng(scene: Scene): Promise<Uint8Array<ArrayBuffer>> {
  const context = figureCanvas(scene)
  paintFigure(context, scene)
  const blob = await new Promise<Blob | null>((resolve) => context.canvas.toBlob(resolve, 'image/png'))
  if (blob === null) throw new Error('This browser makes no picture of this size')
  return new Uint8Array(await blob.arrayBuffer())
}

function paintMark(context: CanvasRenderingContext2D, mark: Mark, { fonts, language }: Scene): void {
  switch (mark.kind) {
    case 'rect':
      context.globalAlpha = mark.opacity ?? 1
      context.fillStyle = mark.fill
      context.fillRect(mark.x, mark.y, mark.width, mark.height)
      context.globalAlpha = 1
      break
    case 'text':
      context.canvas.lang = language
      context.font = `${mark.italic ? 'italic ' : ''}${mark.weight ?? 400} ${mark.size}px ${fonts[mark.face]}`
      context.textAlign = mark.anchor === 'middle' ? 'center' : (mark.anchor ?? 'start')
      context.fillStyle = mark.fill
      context.fillText(mark.text, mark.x, mark.y)
      break
    case 'map': {
      const cells = figureCanvasOf(mark.columns, mark.rows)
      cells.putImageData(new ImageData(mark.pixels, mark.columns, mark.rows), 0, 0)
      context.imageSmoothingEnabled = false
      context.drawImage(cells.canvas, mark.x, mark.y, mark.width, mark.height)
      break
    }
    case 'ramp': {
      const gradient = context.createLinearGradient(mark.x, 0, mark.x + mark.width, 0)
      for (const [at, colour] of mark.colours.entries()) gradient.addColorStop(at / (mark.colours.length - 1), colour)
      context.fillStyle = gradient
      context.fillRect(mark.x, mark.y, mark.width, mark.height)
      break
    }
    case 'line':
      context.strokeStyle = mark.stroke
      context.lineWidth = mark.width
      context.setLineDash([...(mark.dash ?? [])])
      context.beginPath()
      context.moveTo(mark.x1, mark.y1)
      context.lineTo(mark.x2, mark.y2)
      context.stroke()
      break
    default:
      mark satisfies never
  }
}

/** With transparent pixels, for the cells of a map. */
function figureCanvasOf(width: number, height: number): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null) throw new Error('This browser paints no more canvases')
  return context
}

/** What a part of the page looks like, as a picture that it can be saved as: its texts, canvases and SVG shapes, as they are painted at the moment. */

export interface PictureHead {
  readonly title: string
  readonly subtitle: string
}

/** CSS pixels. */
const MARGIN = 24
const TITLE = 20
const SUBTITLE = 13
const HEAD = MARGIN + TITLE + 6 + SUBTITLE + 16
/** Pixels per CSS pixel: sharp in print, also from a screen that has one. */
const LEAST_RATIO = 2
/** What has no length is not painted on a canvas; round caps make a dot of this. In a square of 1×1. */
const DOT = 'h1e-4'

/** @param root  may hold controls, which are left out if they are marked with `data-unpictured` */
export async function pictureOf(root: HTMLElement, { title, subtitle }: PictureHead): Promise<Uint8Array<ArrayBuffer>> {
  const box = root.getBoundingClientRect()
  const ratio = Math.max(LEAST_RATIO, devicePixelRatio)
  const canvas = document.createElement('canvas')
  canvas.width = Math.round((box.width + 2 * MARGIN) * ratio)
  canvas.height = Math.round((box.height + HEAD + MARGIN) * ratio)
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('This browser paints no more canvases')
  context.scale(ratio, ratio)
  paintHead(context, root, { title, subtitle })
  context.translate(MARGIN - box.left, HEAD - box.top)
  paint(context, root)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (blob === null) throw new Error('This browser makes no picture of this size')
  return new Uint8Array(await blob.arrayBuffer())
}

function paintHead(context: CanvasRenderingContext2D, root: HTMLElement, { title, subtitle }: PictureHead): void {
  const body = getComputedStyle(document.body)
  const { color, fontFamily } = getComputedStyle(root)
  context.fillStyle = body.backgroundColor
  context.fillRect(0, 0, context.canvas.width, context.canvas.height)
  context.fillStyle = color
  context.textBaseline = 'top'
  context.font = `600 ${TITLE}px ${fontFamily}`
  context.fillText(title, MARGIN, MARGIN)
  context.font = `${SUBTITLE}px ${fontFamily}`
  context.fillText(subtitle, MARGIN, MARGIN + TITLE + 6)
}

function paint(context: CanvasRenderingContext2D, element: Element): void {
  if (element.matches('[data-unpictured], .visually-hidden, [hidden]')) return
  if (element instanceof HTMLCanvasElement) {
    const { left, top, width, height } = element.getBoundingClientRect()
    if (element.width > 0 && element.height > 0) context.drawImage(element, left, top, width, height)
  } else if (element instanceof SVGGeometryElement) paintShape(context, element)
  for (const child of element.childNodes) {
    if (child instanceof Text) paintText(context, child, element)
    else if (child instanceof Element) paint(context, child)
  }
}

/** Line by line, as the page has broken it. */
function paintText(context: CanvasRenderingContext2D, text: Text, element: Element): void {
  // Figures of one width have no place in the shorthand, which is empty then.
  const { color, fontStyle, fontWeight, fontSize, fontFamily } = getComputedStyle(element)
  context.fillStyle = color
  context.font = `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`
  context.textBaseline = 'middle'
  for (const { words, left, middle } of linesOf(text)) context.fillText(words, left, middle)
}

function linesOf(text: Text): readonly { readonly words: string; readonly left: number; readonly middle: number }[] {
  const lines: { words: string; left: number; middle: number }[] = []
  const range = document.createRange()
  let at = 0
  for (const sign of text.data) {
    range.setStart(text, at)
    at += sign.length
    range.setEnd(text, at)
    const rectangle = range.getClientRects()[0]
    if (rectangle === undefined || rectangle.width === 0) continue
    const middle = rectangle.top + rectangle.height / 2
    const line = lines.at(-1)
    if (line !== undefined && Math.abs(line.middle - middle) < rectangle.height / 2) line.words += sign
    else lines.push({ words: sign, left: rectangle.left, middle })
  }
  return lines
}

function paintShape(context: CanvasRenderingContext2D, shape: SVGGeometryElement): void {
  const matrix = shape.getScreenCTM()
  const outline = outlineOf(shape)
  if (matrix === null || outline === null) return
  const { fill, stroke, strokeWidth, strokeDasharray, strokeLinecap, strokeLinejoin, opacity } = getComputedStyle(shape)
  const path = new Path2D()
  path.addPath(outline, matrix)
  context.save()
  context.globalAlpha = Number(opacity)
  if (fill !== 'none') {
    context.fillStyle = fill
    // oxlint-disable-next-line unicorn/no-array-fill-with-reference-type -- a context is no array
    context.fill(path)
  }
  if (stroke !== 'none') {
    context.strokeStyle = stroke
    context.lineWidth = Number.parseFloat(strokeWidth)
    context.lineCap = strokeLinecap === 'round' ? 'round' : 'butt'
    context.lineJoin = strokeLinejoin === 'round' ? 'round' : 'miter'
    context.setLineDash(strokeDasharray === 'none' ? [] : strokeDasharray.split(',').map(Number.parseFloat))
    context.stroke(path)
  }
  context.restore()
}

/** Of the shapes that charts are made of. */
function outlineOf(shape: SVGGeometryElement): Path2D | null {
  if (shape instanceof SVGPathElement) return new Path2D((shape.getAttribute('d') ?? '').replaceAll('h0', DOT))
  if (shape instanceof SVGLineElement) {
    const path = new Path2D()
    path.moveTo(shape.x1.baseVal.value, shape.y1.baseVal.value)
    path.lineTo(shape.x2.baseVal.value, shape.y2.baseVal.value)
    return path
  }
  if (shape instanceof SVGCircleElement) {
    const path = new Path2D()
    path.arc(shape.cx.baseVal.value, shape.cy.baseVal.value, shape.r.baseVal.value, 0, 2 * Math.PI)
    return path
  }
  return null
}

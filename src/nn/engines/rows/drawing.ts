import { Random, Stream } from '../../../core/random'
import type { Tensor } from '../../../core/tensor'
import type { DrawnRows, DrawRowsOptions, InkPictures, RowsTrace } from '../../rows'
import type { RowsDescription } from '../../spec/rows/rows-spec'
import type { TraceSignal } from '../../trace-types'
import { joinedSteps } from '../writing/trace'
import type { Stepper } from '../writing/writing'
import { PixelHead } from './head'

/** Pictures that are drawn side by side. */
const SIDE_BY_SIDE = 64

/** Pictures, each by a seed of its own. @param begin  makes a network that steps so many side by side. @returns one for each request */
export async function drawEach(
  description: RowsDescription,
  parameters: ReadonlyMap<string, Tensor>,
  requests: readonly DrawRowsOptions[],
  begin: (batch: number) => Promise<Stepper>,
): Promise<DrawnRows[]> {
  const head = new PixelHead(description, parameters)
  const drawn: DrawnRows[] = []
  for (let first = 0; first < requests.length; first += SIDE_BY_SIDE) {
    const part = requests.slice(first, first + SIDE_BY_SIDE)
    const stepper = await begin(part.length)
    try {
      drawn.push(...(await drawAll(description, head, stepper, part)))
    } finally {
      stepper.dispose()
    }
  }
  return drawn
}

async function drawAll(
  { height, width, above }: RowsDescription,
  head: PixelHead,
  stepper: Stepper,
  requests: readonly DrawRowsOptions[],
): Promise<DrawnRows[]> {
  const lanes = requests.map(({ seed, temperature = 1, beginning = new Uint8Array(0) }) => ({
    random: new Random(seed, Stream.draw),
    temperature,
    beginning,
    picture: new Uint8Array(height * width),
    probabilities: new Float32Array(height * width),
  }))
  const before = new Float32Array(requests.length * width)
  for (let first = 0; first < height * width; first += width) {
    const said = await stepper.step(before, null)
    for (const [place, { random, temperature, beginning, picture, probabilities }] of lanes.entries()) {
      const isThere = first < beginning.length
      const vector = Float64Array.from({ length: above }, (_, index) => said[place * above + index]!)
      head.row(vector, (sum, column) => {
        const at = first + column
        const probability = chance(isThere ? sum : sum / temperature)
        probabilities[at] = probability
        // A number is taken for every pixel, so that what is drawn below does not depend on how much stands above.
        const isInk = random.uniform() < probability
        return (picture[at] = Number(isThere ? beginning[at]! > 0 : isInk))
      })
      before.set(picture.subarray(first, first + width), place * width)
    }
  }
  return lanes.map(({ picture, probabilities }) => ({ picture, probabilities }))
}

/** What a network makes of a picture that is there, row after row. */
export async function traceRows(
  description: RowsDescription,
  parameters: ReadonlyMap<string, Tensor>,
  stepper: Stepper,
  picture: InkPictures,
): Promise<RowsTrace> {
  const { height, width } = description
  const head = new PixelHead(description, parameters)
  const probabilities = new Float32Array(height * width)
  const nats = new Float32Array(height)
  const steps: (readonly TraceSignal[])[] = []
  let before = new Float32Array(width)
  for (let row = 0; row < height; row++) {
    const said = await stepper.step(before, null)
    head.row(said, (sum, column) => {
      const at = row * width + column
      const isInk = picture[at]! > 0
      probabilities[at] = chance(sum)
      nats[row]! += softplus(isInk ? -sum : sum)
      return Number(isInk)
    })
    before = Float32Array.from(picture.subarray(row * width, (row + 1) * width), (value) => Number(value > 0))
    steps.push(await stepper.signals())
  }
  return { probabilities, nats, signals: joinedSteps(steps) }
}

function chance(sum: number): number {
  return 1 / (1 + Math.exp(-sum))
}

/** log(1 + exp x) for any x. */
function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))
}

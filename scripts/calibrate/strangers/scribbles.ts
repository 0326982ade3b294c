import type { Random } from '../../../src/core/random'
import type { Knot, KnotLine } from '../../../src/data/digits/path'

/** What people draw who do not write: lines in the unit square. */
export type Scribble = (random: Random) => readonly KnotLine[]

type Spot = readonly [x: number, y: number]

const round = (spots: readonly Spot[]): KnotLine => spots.map(([x, y]): Knot => ({ x, y, sharp: false }))
const angular = (spots: readonly Spot[]): KnotLine => spots.map(([x, y]): Knot => ({ x, y, sharp: true }))
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index))
const between = (random: Random, least: number, most: number): number => least + random.integer(most - least + 1)

/** Part of an ellipse, in radians from the right downwards. */
function arc([x, y]: Spot, [across, down]: Spot, from: number, to: number): KnotLine {
  const count = Math.max(3, Math.ceil(Math.abs(to - from) / 0.7) + 1)
  return round(times(count, (index) => at([x, y], [across, down], from + ((to - from) * index) / (count - 1))))
}

function at([x, y]: Spot, [across, down]: Spot, angle: number): Spot {
  return [x + across * Math.cos(angle), y + down * Math.sin(angle)]
}

const ring = (centre: Spot, radii: Spot): KnotLine => arc(centre, radii, -1.5, -1.5 + 2 * Math.PI)

/** A line too short to have a direction. */
const dot = ([x, y]: Spot): KnotLine =>
  round([
    [x, y],
    [x + 0.03, y + 0.03],
  ])

/** Scribbles that measures of strangeness are fitted on and were chosen by. */
export const CHOOSING_SCRIBBLES: Readonly<Record<string, Scribble>> = {
  smiley: (random) => [
    ring([0.5, 0.5], [0.5, 0.5]),
    dot([0.33, 0.36]),
    dot([0.65, 0.36]),
    arc([0.5, 0.55], [random.uniform(0.2, 0.3), random.uniform(0.15, 0.28)], Math.PI - 0.2, 0.2),
  ],
  spiral(random) {
    const turns = random.uniform(2.2, 3.6)
    const begin = random.uniform(0, 2 * Math.PI)
    const count = Math.ceil(turns * 9)
    return [
      round(
        times(count, (index) =>
          at([0.5, 0.5], [(0.5 * index) / count, (0.5 * index) / count], begin + (2 * Math.PI * turns * index) / count),
        ),
      ),
    ]
  },
  star(random) {
    const turn = random.uniform(-0.2, 0.2) - Math.PI / 2
    return [angular(times(6, (index) => at([0.5, 0.5], [0.5, 0.5], turn + (4 * Math.PI * index) / 5)))]
  },
  zigzag(random) {
    const corners = between(random, 6, 11)
    const isUpright = random.uniform() < 0.5
    return [
      angular(
        times(corners, (index): Spot => {
          const [along, across] = [index / (corners - 1), index % 2]
          return isUpright ? [across, along] : [along, across]
        }),
      ),
    ]
  },
  hatching(random) {
    const lines = between(random, 4, 7)
    const lean = random.uniform(-0.4, 0.4)
    return times(lines, (index) =>
      round([
        [index / (lines - 1) + lean / 2, 0],
        [index / (lines - 1) - lean / 2, 1],
      ]),
    )
  },
  arrow(random) {
    const angle = random.uniform(0, 2 * Math.PI)
    const tip = at([0.5, 0.5], [0.5, 0.5], angle)
    const barb = (side: number): Spot => at(tip, [0.38, 0.38], angle + Math.PI + side * 0.6)
    return [round([at([0.5, 0.5], [0.5, 0.5], angle + Math.PI), tip]), angular([barb(-1), tip, barb(1)])]
  },
  sun: (random) => [
    ring([0.5, 0.5], [0.24, 0.24]),
    ...times(between(random, 6, 9), (index) => {
      const angle = index * 0.75 + random.uniform(0, 0.2)
      return round([at([0.5, 0.5], [0.32, 0.32], angle), at([0.5, 0.5], [0.52, 0.52], angle)])
    }),
  ],
  scrawl: (random) => [round(times(between(random, 10, 22), (): Spot => [random.uniform(), random.uniform()]))],
  triangle: (random) => {
    const lean = random.uniform(0.2, 0.8)
    return [
      angular([
        [lean, 0],
        [1, 1],
        [0, 1],
        [lean, 0],
      ]),
    ]
  },
  asterisk(random) {
    const rays = between(random, 3, 4)
    const turn = random.uniform(0, Math.PI)
    return times(rays, (index) => {
      const angle = turn + (Math.PI * index) / rays
      return round([at([0.5, 0.5], [0.5, 0.5], angle), at([0.5, 0.5], [0.5, 0.5], angle + Math.PI)])
    })
  },
  ladder(random) {
    const rungs = between(random, 3, 5)
    const rung = (index: number): Spot[] => {
      const y = (index + 0.5) / rungs
      return [
        [0.25, y],
        [0.75, y],
      ]
    }
    const side = (x: number): Spot[] => [
      [x, 0],
      [x, 1],
    ]
    return [side(0.25), side(0.75), ...times(rungs, rung)].map(round)
  },
  stairs(random) {
    const steps = between(random, 3, 5)
    const isDown = random.uniform() < 0.5
    return [
      angular(
        times(2 * steps, (index): Spot => {
          const [along, across] = [Math.ceil(index / 2) / steps, Math.floor(index / 2) / steps]
          return [along, isDown ? across : 1 - across]
        }),
      ),
    ]
  },
  bow: () => [
    angular([
      [0, 0.1],
      [1, 0.9],
      [1, 0.1],
      [0, 0.9],
      [0, 0.1],
    ]),
  ],
  umbrella: (random) => [
    arc([0.5, 0.45], [0.5, 0.42], Math.PI, 2 * Math.PI),
    angular([
      [0, 0.45],
      [1, 0.45],
    ]),
    round([
      [0.5, 0.45],
      [0.5, 0.9],
      [0.5 + random.uniform(0.08, 0.16), 1],
      [0.5 + random.uniform(0.18, 0.26), 0.88],
    ]),
  ],
  cup: (random) => [
    angular([
      [0, 0.1],
      [0.1, 0.9],
      [0.6, 0.9],
      [0.7, 0.1],
      [0, 0.1],
    ]),
    arc([0.68, 0.45], [0.3, random.uniform(0.2, 0.3)], -1.5, 1.5),
  ],
  percent: (random) => [
    ring([0.2, 0.22], [0.18, 0.2]),
    ring([0.8, 0.78], [0.18, 0.2]),
    round([
      [random.uniform(0.75, 0.95), 0],
      [random.uniform(0.05, 0.25), 1],
    ]),
  ],
  'at sign': (random) => [
    ring([0.48, 0.52], [0.18, 0.2]),
    arc([0.5, 0.5], [0.5, 0.5], 0.3 + random.uniform(0, 0.3), 0.3 - 5.4),
    round([
      [0.66, 0.32],
      [0.68, 0.66],
      [0.86, 0.7],
      [0.97, 0.6],
    ]),
  ],
  kite: (random) => [
    angular([
      [0.5, 0],
      [0.85, 0.3],
      [0.5, 0.75],
      [0.15, 0.3],
      [0.5, 0],
    ]),
    round([
      [0.5, 0.75],
      [random.uniform(0.35, 0.45), 0.83],
      [random.uniform(0.55, 0.65), 0.92],
      [0.5, 1],
    ]),
  ],
  notes: (random) => [
    ring([0.18, 0.88], [0.16, 0.11]),
    ring([0.78, 0.8], [0.16, 0.11]),
    angular([
      [0.33, 0.86],
      [0.33, random.uniform(0.05, 0.2)],
      [0.93, 0],
      [0.93, 0.78],
    ]),
  ],
  question: (random) => [
    round([
      [0.25, 0.25],
      [0.5, 0],
      [0.8, 0.22],
      [0.5, 0.5],
      [0.5, random.uniform(0.62, 0.75)],
    ]),
    dot([0.49, 0.97]),
  ],
}

/**
 * A few lines between places of a lattice, straight, bent or curled: like letters of no alphabet. They are as manifold as can be made without looking at
 * any letter, and now and then one looks like a digit after all.
 */
export const doodle: Scribble = (random) => {
  const spot = (): Spot => [random.integer(4) / 3 + random.normal(0, 0.05), random.integer(5) / 4 + random.normal(0, 0.05)]
  const lines = between(random, 1, 4)
  return times(lines, () => {
    const shape = random.uniform()
    if (lines > 1 && shape < 0.15)
      return arc(
        [random.uniform(0.2, 0.8), random.uniform(0.2, 0.8)],
        [random.uniform(0.1, 0.5), random.uniform(0.1, 0.5)],
        random.uniform(0, 6),
        random.uniform(7, 12),
      )
    const spots = times(lines > 1 && shape < 0.55 ? 2 : between(random, 4, 6), spot)
    return random.uniform() < 0.5 ? round(spots) : angular(spots)
  })
}

/** Scribbles that nothing was chosen by. */
export const UNSEEN_SCRIBBLES: Readonly<Record<string, Scribble>> = {
  heart: () => [
    round([
      [0.5, 0.26],
      [0.3, 0.02],
      [0.04, 0.2],
      [0.2, 0.6],
      [0.5, 1],
    ]),
    round([
      [0.5, 0.26],
      [0.72, 0],
      [0.96, 0.2],
      [0.8, 0.6],
      [0.5, 1],
    ]),
  ],
  house: (random) => [
    angular([
      [0.1, 0.45],
      [0.1, 1],
      [0.9, 1],
      [0.9, 0.45],
    ]),
    angular([
      [0, 0.5],
      [0.5, random.uniform(0, 0.15)],
      [1, 0.5],
    ]),
    angular([
      [0.4, 1],
      [0.4, 0.65],
      [0.62, 0.65],
      [0.62, 1],
    ]),
  ],
  flower: (random) => [
    ring([0.5, 0.35], [0.1, 0.1]),
    ...times(between(random, 5, 6), (index) => ring(at([0.5, 0.35], [0.22, 0.22], index * 1.2), [0.12, 0.12])),
    round([
      [0.5, 0.5],
      [0.52, 1],
    ]),
  ],
  fish: () => [
    round([
      [1, 0.15],
      [0.6, 0.75],
      [0.2, 0.75],
      [0, 0.5],
      [0.2, 0.25],
      [0.6, 0.25],
      [1, 0.85],
    ]),
    dot([0.2, 0.44]),
    round([
      [1, 0.15],
      [0.92, 0.5],
      [1, 0.85],
    ]),
  ],
  grid: (random) => {
    const lines = between(random, 2, 4)
    return times(lines, (index) => (index + 0.5) / lines).flatMap((place) => [
      round([
        [place, 0],
        [place, 1],
      ]),
      round([
        [0, place],
        [1, place],
      ]),
    ])
  },
  cloud: (random) => {
    const bulges = between(random, 5, 7)
    const bulge = (index: number) => at([0.5, 0.5], [0.38, 0.26], (2 * Math.PI * index) / bulges)
    return times(bulges, (index) =>
      arc(bulge(index), [0.2, 0.18], (2 * Math.PI * index) / bulges - 1.5, (2 * Math.PI * index) / bulges + 1.5),
    )
  },
  loops: (random) => {
    const count = between(random, 3, 4)
    return [
      round(
        times(count * 6, (index): Spot => [
          0.15 + (0.7 * index) / (count * 6) + 0.14 * Math.cos(1.05 * index),
          0.5 - 0.45 * Math.sin(1.05 * index),
        ]),
      ),
    ]
  },
  waves: (random) =>
    times(between(random, 3, 4), (line) =>
      round(times(9, (index): Spot => [index / 8, 0.1 + 0.28 * line + (index % 2 === 0 ? 0.08 : -0.08)])),
    ),
  tree: (random) => [
    round([
      [0.5, 0.05],
      [0.5, 1],
    ]),
    ...times(between(random, 3, 4), (index): KnotLine => {
      const [y, reach] = [0.22 + 0.2 * index, 0.2 + 0.1 * index]
      return angular([
        [0.5 - reach, y + 0.16],
        [0.5, y],
        [0.5 + reach, y + 0.16],
      ])
    }),
  ],
  envelope: () => [
    angular([
      [0, 0.2],
      [1, 0.2],
      [1, 0.85],
      [0, 0.85],
      [0, 0.2],
    ]),
    angular([
      [0, 0.2],
      [0.5, 0.6],
      [1, 0.2],
    ]),
  ],
  rain: (random) =>
    times(between(random, 8, 14), () => {
      const [x, y] = [random.uniform(), random.uniform()]
      return round([
        [x, y],
        [x - 0.05, y + 0.16],
      ])
    }),
  target: () => [ring([0.5, 0.5], [0.5, 0.5]), ring([0.5, 0.5], [0.28, 0.28]), dot([0.49, 0.49])],
}

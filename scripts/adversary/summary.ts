import type { AdversaryFigures, Course, Range } from '../../src/ui/explain/adversary-figures'
import type { Experiment } from './experiment'
import type { Probe } from './probe'

/** Means and ranges over the seeds. @param experiments  at least one, all with the same courses */
export function summarise(experiments: readonly Experiment[]): AdversaryFigures {
  const [first] = experiments
  return {
    seeds: experiments.map(({ seed }) => seed),
    telling: {
      steps: first!.telling.map(({ step }) => step),
      told: first!.telling.map((_, place) => rangeOf(experiments.map(({ telling }) => telling[place]!.told))),
    },
    courses: first!.courses.map(({ way, learningRate, probes }) => {
      const same = experiments.map(({ courses }) => courses.find((course) => course.way === way && course.learningRate === learningRate)!)
      const curve = (measure: keyof Probe) => probes.map((_, place) => rangeOf(same.map((course) => course.probes[place]![measure])))
      return {
        way,
        learningRate,
        steps: probes.map(({ step }) => step),
        nats: curve('nats'),
        read: curve('read'),
        spread: curve('spread'),
        told: curve('told'),
        freshTold: rangeOf(same.map(({ freshTold }) => freshTold)),
      }
    }),
  }
}

function rangeOf(values: readonly number[]): Range {
  const rounded = (value: number) => Math.round(value * 1e4) / 1e4
  return {
    mean: rounded(values.reduce((sum, value) => sum + value, 0) / values.length),
    low: rounded(Math.min(...values)),
    high: rounded(Math.max(...values)),
  }
}

/** The ends of all courses, and the opponent on its own. */
export function markdownOf({ seeds, telling, courses }: AdversaryFigures): string {
  const rows = courses.flatMap((course, place) => {
    const { way, learningRate, steps, freshTold } = course
    const last = steps.length - 1
    const end = `| ${way}, ${learningRate} | ${steps[last]} | ${cellsAt(course, last)} | ${percents(freshTold)} |`
    return place === 0 ? [`| start | 0 | ${cellsAt(course, 0)} | |`, end] : [end]
  })
  return [
    seeds.length === 1 ? 'One seed.\n' : `Means and ranges of ${seeds.length} seeds.\n`,
    `| steps of the opponent alone | ${telling.steps.join(' | ')} |`,
    `|---|${telling.steps.map(() => '---|').join('')}`,
    `| told apart | ${telling.told.map(percents).join(' | ')} |\n`,
    '| way, learning rate | steps | nats per point | read as asked | spread | told by its opponent | by a new one |',
    '|---|---|---|---|---|---|---|',
    ...rows,
  ].join('\n')
}

function cellsAt({ nats, read, spread, told }: Course, place: number): string {
  return [numbers(nats[place]!), percents(read[place]!), numbers(spread[place]!), percents(told[place]!)].join(' | ')
}

function percents({ mean, low, high }: Range): string {
  const share = (value: number) => `${(100 * value).toFixed(1)}%`
  return low === high ? share(mean) : `${share(mean)} (${share(low)} – ${share(high)})`
}

function numbers({ mean, low, high }: Range): string {
  return low === high ? mean.toFixed(2) : `${mean.toFixed(2)} (${low.toFixed(2)} – ${high.toFixed(2)})`
}

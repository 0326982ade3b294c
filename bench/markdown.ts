import { dirname, relative } from 'node:path'
import { publishedTables } from './report.ts'
import type { BenchResults } from './results.ts'
import { toMarkdown } from './table.ts'

/** The page that shows the figures, from the root of the project. */
const PAGE = 'docs/speed.md'

const METHOD = `\`npm run bench\` trains the \`keras\` preset at batch 64 in this project's engines and, in turn, in TensorFlow.js, jax-js and (predictions only) ONNX Runtime.
Each library has its own page, the same weights, and the same digits in the same order. The command prints everyone's first losses and compares everyone's predictions with
the float64 engine's. It also measures the limits of the machine, the memory of a long run, the longest tasks of the page's main thread, and how fast the maps follow
the pen. \`-- --quick\` takes about two minutes for the libraries that train and the limits of the machine; \`-- --help\` lists the other options.`

/**
 * What `docs/speed.md` says of one run, as Markdown.
 *
 * @param picture  file of the bars, from the root of the project
 */
export function speedFigures(results: BenchResults, picture: string): string {
  const command = `npm run bench${results.machine.isQuick ? ' -- --quick' : ''}`
  return [
    `![Training images per second of each library as bars](${relative(dirname(PAGE), picture)})`,
    METHOD,
    `Medians of one run of \`${command}\`, with the smallest and the largest of its rounds in brackets.`,
    ...publishedTables(results).map(toMarkdown),
  ].join('\n\n')
}

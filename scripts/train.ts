import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { Page } from 'playwright'
import { decodeCheckpoint } from '../src/train/checkpoint'
import { readRecord } from '../src/train/record'
import { installDawn } from './dawn/dawn'
import { openSources } from './dawn/sources'
import { explain } from './explain'
import { openHeadless, ROOT } from './headless'
import { runMeasure } from './measure/run'
import { findTestData, serveFolders } from './test-data'
import type { KeptFile, TrainBindings, TrainJob, TrainSummary } from './train/job'
import { PEN_DIGITS_FOLDER } from './train/pen-digits-folder'
import type * as InNode from './train/in-node'
import { parseTrainOptions, repeatableCommand, USAGE, UsageError, type TrainOptions } from './train/options'
import { Recorder } from './train/recorder'
import { Report } from './train/report'
import { readIfThere, RunFiles, writeWhole } from './train/run-files'
import { findRowsPreset } from '../src/nn/spec/rows/rows-presets'
import { findWriterPreset } from '../src/nn/spec/writing/writer-presets'
import { runTrainRows } from './rows/train'
import { presetNamed } from './train/command-line'
import { runTrainWriter } from './writer/train'

/** `npm run train`: trains a preset without a window, in Chromium or in Node, with the page's own worker. */

const PAGE = 'scripts/train/index.html'

async function main(args: readonly string[]): Promise<void> {
  const preset = presetNamed(args)
  if (findWriterPreset(preset) !== null) return runTrainWriter(args)
  if (findRowsPreset(preset) !== null) return runTrainRows(args)
  if (args.includes('--help')) return console.log(USAGE)
  if (args.includes('--vote')) return runMeasure(args)
  const options = parseTrainOptions(args)
  refuseMissingData(options)
  const files = new RunFiles('.runs', options.name, options.out)
  const earlier = await readEarlier(options, files)
  const job = makeJob(options, earlier)
  const recorder = makeRecorder(args, options, earlier)
  const begin = performance.now()
  const report = new Report(
    options.settings.epochs,
    (line) => console.log(line),
    () => performance.now(),
  )
  const summarize = async (summary: TrainSummary) => {
    const { size } = await stat(files.final)
    report.summarize(summary, (performance.now() - begin) / 1000, files.final, size)
  }
  if (options.isInNode) return summarize(await trainInNode(job, bindingsOf(files, report, recorder)))
  const { page, close } = await openHeadless(PAGE, (opening) => listen(opening, bindingsOf(files, report, recorder)), {
    mode: 'training',
    plugins: penDigits(),
  })
  try {
    await summarize(await train(page, job))
  } finally {
    await close()
  }
}

function refuseMissingData({ data, test }: TrainOptions): void {
  const needed = new Set([test, ...data.map(({ kind }) => kind)])
  if (needed.has('mnist') && !existsSync(`${ROOT}/public/mnist/train-images-idx3-ubyte.gz`)) {
    throw new UsageError('MNIST is not in public/mnist; run `npm run mnist` first, or train with `--data built-in`')
  }
  if (needed.has('writers') && findTestData().penDigits === null) {
    throw new UsageError('There are no pen digits: set PEN_DIGITS_DIR to the folder with train.json.gz, or leave writers out of --data')
  }
}

/** What a run that is resumed left behind; both null for a new one. */
interface Earlier {
  readonly checkpoint: Buffer | null
  /** With a validation split, the best epoch so far. */
  readonly best: Buffer | null
  readonly from: Buffer | null
}

async function readEarlier({ resume, from: path }: TrainOptions, files: RunFiles): Promise<Earlier> {
  const from = path === null ? null : await readIfThere(path)
  if (path !== null && from === null) throw new UsageError(`--from ${path}: there is no such file`)
  if (!resume) {
    await files.forgetBest()
    return { checkpoint: null, best: null, from }
  }
  const checkpoint = await readIfThere(files.checkpoint)
  if (checkpoint === null) throw new UsageError(`--resume: there is no ${files.checkpoint}`)
  return { checkpoint, best: await files.bestWith(checkpoint), from }
}

function makeJob(
  { preset, engine, format, threads, data, test, limit, settings }: TrainOptions,
  { checkpoint, best, from }: Earlier,
): TrainJob {
  const base64 = (file: Buffer | null) => file?.toString('base64') ?? null
  return {
    preset,
    engine,
    format,
    threads,
    data,
    test,
    limit,
    settings,
    from: base64(from),
    resume: base64(checkpoint),
    best: base64(best),
  }
}

function makeRecorder(args: readonly string[], { settings }: TrainOptions, { checkpoint, best }: Earlier): Recorder {
  return new Recorder({
    command: repeatableCommand(args),
    settings,
    secondsBefore: (checkpoint && readRecord(checkpoint)?.seconds) ?? 0,
    validationAccuracy: (best && decodeCheckpoint(best).run?.validationAccuracy) ?? null,
    now: () => performance.now(),
  })
}

function penDigits() {
  return [serveFolders({ [PEN_DIGITS_FOLDER]: findTestData().penDigits })]
}

/** With Dawn's WebGPU on this thread, without a browser. @throws DawnMissingError; what the engine throws where there is no GPU */
async function trainInNode(job: TrainJob, bindings: TrainBindings): Promise<TrainSummary> {
  await installDawn()
  const sources = await openSources({ mode: 'training', plugins: penDigits() })
  try {
    const inNode = await sources.load<typeof InNode>('scripts/train/in-node.ts')
    return await inNode.trainInNode(job, bindings, sources.address)
  } finally {
    await sources.close()
  }
}

function bindingsOf(files: RunFiles, report: Report, recorder: Recorder): TrainBindings {
  const paths: { readonly [Kind in KeptFile]: string } = { checkpoint: files.checkpoint, best: files.best, final: files.final }
  return {
    async tellNode(news) {
      recorder.hear(news)
      report.tell(news)
    },
    keepFile: (kind, base64) => writeWhole(paths[kind], recorder.note(kind, Buffer.from(base64, 'base64'))),
  }
}

async function listen(page: Page, { tellNode, keepFile }: TrainBindings): Promise<void> {
  await page.exposeFunction('tellNode', tellNode)
  await page.exposeFunction('keepFile', keepFile)
}

async function train(page: Page, job: TrainJob) {
  const crashed = new Promise<never>((_, reject) => {
    page.on('crash', () => reject(new Error('The browser page crashed; go on with --resume')))
    page.on('pageerror', reject)
  })
  await page.waitForFunction(() => 'runTraining' in window)
  return Promise.race([page.evaluate((work) => window.runTraining(work), job), crashed])
}

/** What went wrong in words: Playwright puts its own call in front of the page's error and the page's stack behind it. */
function explainFailure(error: unknown): string {
  if (error instanceof UsageError) return `${error.message}\n\n${USAGE}`
  return explain(error)
    .replace(/^page\.\w+: (\w*Error: )?/, '')
    .replace(/\n {4}at [\s\S]*$/, '')
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(explainFailure(error))
  process.exitCode = 1
})

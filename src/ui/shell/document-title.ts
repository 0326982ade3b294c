import type { TrainingStatus } from '../../state/app-state'
import { isCutOff } from '../../state/run-state'
import type { Format } from '../kit/format'
import type { Messages } from '../kit/messages/messages'

type Run = Pick<TrainingStatus, 'state' | 'step' | 'totalSteps' | 'keptStep' | 'trouble'>

/** The page's name in its tab, led by how far a run is: it is read while the tab is hidden. */
export function documentTitle(run: Run, { name, tagline, title }: Messages['shell'], format: Format): string {
  const news = newsOf(run, title, format)
  return news === null ? `${name} · ${tagline}` : `${news} · ${name}`
}

function newsOf(run: Run, words: Messages['shell']['title'], format: Format): string | null {
  const { state, step, totalSteps, trouble } = run
  // Rounded down: what is not done never reads 100 %.
  const done = format.percent(totalSteps > 0 ? Math.floor((100 * step) / totalSteps) / 100 : 0, 0)
  if (trouble !== null || isCutOff(run) || state === 'failed') return words.trouble(done)
  if (state === 'running') return words.running(done)
  if (state === 'paused') return words.paused(done)
  return state === 'finished' ? words.finished : null
}

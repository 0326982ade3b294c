import { useMemo } from 'react'
import { verdictsOf, type Answers, type Verdicts } from '../../statistics/answers'
import { calibrate, type Calibration } from '../../statistics/calibration'
import { countConfusion, type Confusion } from '../../statistics/confusion'
import { useAppStore } from '../kit/store'

/** What the view shows of answers, counted. */
export interface Counted {
  readonly answers: Answers
  readonly verdicts: Verdicts
  readonly confusion: Confusion
  readonly calibration: Calibration
}

/** The judgement at hand, counted once for every block; null before there are answers. */
export function useJudgement(): Counted | null {
  const answers = useAppStore((state) => state.judge.judgement.answers)
  return useMemo(() => {
    if (answers.labels.length === 0) return null
    const { classes, labels } = answers
    const verdicts = verdictsOf(answers)
    return {
      answers,
      verdicts,
      confusion: countConfusion(classes, labels, verdicts.answers),
      calibration: calibrate(verdicts.confidences, (index) => verdicts.answers[index] === labels[index]),
    }
  }, [answers])
}

import type { QuestionKind } from '../../state/judge-state'
import { useFormat, useMessages } from '../kit/messages/messages'

/** How a place of a question is written: 14, 0.3, 20°, 45 %. */
export function useStrength(question: QuestionKind): (value: number) => string {
  const { strengths } = useMessages().judge.limits
  const format = useFormat()
  return (value) => strengths[question](question === 'hide' ? format.percent(value, 0) : format.significant(value))
}

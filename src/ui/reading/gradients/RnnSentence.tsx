import { useMemo, useRef } from 'react'
import { useFormat, useMessages } from '../../kit/messages/messages'
import { SHIPPED_LSTM, SHIPPED_RNN, BLANK_ROWS } from '../../explain/figures'
import { setData, setText } from '../../kit/dom'
import type { ModelView, SequenceLayer } from '../../network/layers'
import { useLive } from '../../network/use-live'
import { stepPlace } from '../../network/words'
import { formatNorm } from '../../kit/format-norm'
import styles from './GradientLens.module.css'
import { isNewLens } from './is-new-lens'
import { keptOnTheWayBack, keptSeries, mainSeries, seriesOf, verdictOn } from './series'

/** Blank rows after which the two are furthest apart in what they remember. */
const APART = SHIPPED_LSTM.accuracies.map((ofLstm, place) => ofLstm - (SHIPPED_RNN.accuracies[place] ?? 0))
const WAIT = APART.indexOf(Math.max(...APART))

/** What the two curves say of the drawing, and what they do not. */
export function RnnSentence({ model, layer }: { readonly model: ModelView; readonly layer: SequenceLayer }) {
  const messages = useMessages()
  const { rnn: words } = messages.lens
  const format = useFormat()
  const sentence = useRef<HTMLSpanElement>(null)
  const ends = useMemo(
    () => ({ first: stepPlace(messages, model, layer, 0), last: stepPlace(messages, model, layer, layer.steps - 1) }),
    [messages, model, layer],
  )

  useLive(({ lens: { reading, rnn } }) => {
    const own = reading && mainSeries(seriesOf(reading.gradients.states, layer), layer)
    const other = rnn && mainSeries(keptSeries(rnn.gradients.states, layer), layer)
    const element = sentence.current
    if (reading === null || rnn === null || !own || !other) {
      setText(element, words.waiting)
      setData(element, 'own', null)
      setData(element, 'rnn', null)
      return
    }
    const [ownShare, rnnShare] = [keptOnTheWayBack(own), keptOnTheWayBack(other)]
    const write = (share: number): string => (Number.isFinite(share) ? formatNorm(format, Number(share.toPrecision(2))) : '–')
    const symbol = layer.signals.find(({ name }) => name === own.signal)?.symbol ?? own.signal
    setData(element, 'own', ownShare)
    setData(element, 'rnn', rnnShare)
    setText(
      element,
      words.sentence({ ...ends, model: reading.model, symbol, own: write(ownShare), rnn: write(rnnShare) }) +
        words.verdict[verdictOn(rnnShare, ownShare)],
    )
  }, isNewLens)

  const memory = words.memory(
    format.integer(BLANK_ROWS[WAIT] ?? 0),
    format.percent(SHIPPED_RNN.accuracies[WAIT] ?? 0, 0),
    format.percent(SHIPPED_LSTM.accuracies[WAIT] ?? 0, 0),
  )
  return (
    <p className={styles.sentence}>
      <span ref={sentence} data-testid="lens-rnn" />
      <span>{messages.shell.sentences(['', memory])}</span>
    </p>
  )
}

import { useId } from 'react'
import { DIGITS } from '../../core/task'
import type { Remembered, TuningResult } from '../../state/hand/hand-state'
import { wilsonInterval } from '../../statistics/wilson'
import { Button } from '../kit/Button'
import { useFormat, useMessages } from '../kit/messages/messages'
import section from '../kit/Section.module.css'
import { describeSet } from '../kit/set-names'
import { useActions, useAppStore } from '../kit/store'
import table from '../kit/Table.module.css'
import { classLabel } from '../kit/task'
import { Thumbnail } from '../kit/Thumbnail'
import drawings from './Drawings.module.css'
import { pictureOf } from './pictures'
import styles from './TuningFigures.module.css'

/** What teaching the hand did: on drawings that were held out, and on digits that the network knew. */
export function TuningFigures() {
  const messages = useMessages()
  const { result: words, tune } = messages.hand
  const format = useFormat()
  const title = useId()
  const result = useAppStore(({ hand }) => hand.tuning.result)
  const canGoBack = useAppStore(({ hand }) => hand.tuning.canGoBack && hand.tuning.stage === null)
  const { undoFineTune } = useActions()
  if (result === null) return null
  const { labels, before, after, heldOut, remembered, rememberedAfter, model, scope } = result
  const count = format.integer(labels.length)
  const method = heldOut.kind === 'leaveOneOut' ? words.leaveOneOut(count) : words.folds(count, format.integer(heldOut.count))
  return (
    <section className={section.section} aria-labelledby={title} data-testid="hand-result" data-held-out={heldOut.kind}>
      <h3 id={title} className={section.title}>
        {words.title}
      </h3>
      <div className={table.scroll} role="group" aria-labelledby={title} tabIndex={0}>
        <table className={table.table}>
          <caption>{words.caption}</caption>
          <thead>
            <tr>
              <th scope="col">{words.what}</th>
              <th scope="col">{words.before}</th>
              <th scope="col">{words.after}</th>
            </tr>
          </thead>
          <tbody>
            <tr data-row="hand">
              <th scope="row">{words.hand(count)}</th>
              <ShareCell {...shareOf(labels, before)} />
              <ShareCell {...shareOf(labels, after)} />
            </tr>
            <tr data-row="remembered">
              <th scope="row">{describeSet(remembered.set, messages.sets)}</th>
              <ShareCell {...asShare(remembered)} />
              {rememberedAfter === null ? <td className={styles.waiting}>{words.waiting}</td> : <ShareCell {...asShare(rememberedAfter)} />}
            </tr>
          </tbody>
        </table>
      </div>
      <p className={section.lead}>{method}</p>
      <Changes result={result} />
      <p className={section.help}>{messages.shell.sentences([words.model(model, tune.scopes[scope]), words.final])}</p>
      {canGoBack && (
        <div>
          <Button onClick={() => void undoFineTune()}>{words.goBack}</Button>
        </div>
      )}
    </section>
  )
}

interface Share {
  readonly hits: number
  readonly total: number
}

function shareOf(labels: readonly number[], answers: Uint8Array): Share {
  return { hits: labels.filter((label, place) => answers[place] === label).length, total: labels.length }
}

function asShare({ accuracy, total }: Remembered): Share {
  return { hits: Math.round(accuracy * total), total }
}

function ShareCell({ hits, total }: Share) {
  const { result: words } = useMessages().hand
  const format = useFormat()
  const [low, high] = wilsonInterval(hits, total)
  return (
    <td data-hits={hits} data-total={total}>
      <span className={styles.share}>{format.percent(hits / Math.max(1, total), 1)}</span>
      <span className={styles.interval}>{words.range(format.percent(low, 1), format.percent(high, 1))}</span>
    </td>
  )
}

/** The drawings on which the two differ, and those that stay misread. */
function Changes({ result: { ids, labels, before, after } }: { readonly result: TuningResult }) {
  const { result: words } = useMessages().hand
  const kept = useAppStore(({ hand }) => hand.drawings)
  const groups = [
    { title: words.mended, of: (label: number, place: number) => before[place] !== label && after[place] === label },
    { title: words.spoilt, of: (label: number, place: number) => before[place] === label && after[place] !== label },
    { title: words.wrong, of: (label: number, place: number) => before[place] !== label && after[place] !== label },
  ]
  return groups.map(({ title, of }) => {
    const places = labels.flatMap((label, place) => (of(label, place) ? [place] : []))
    const shown = places.flatMap((place) => {
      const drawing = kept.find(({ id }) => id === ids[place])
      return drawing === undefined ? [] : [{ drawing, place }]
    })
    if (shown.length === 0) return null
    return (
      <div key={title} className={styles.group}>
        <h4 className={drawings.label}>{title}</h4>
        <ul className={drawings.grid}>
          {shown.map(({ drawing, place }) => {
            const [label, first, second] = [labels[place]!, before[place]!, after[place]!].map((digit) => classLabel(DIGITS, digit))
            const name = words.answer(label ?? '', first ?? '', second ?? '')
            return (
              <li key={drawing.id} className={styles.changed} title={name}>
                <Thumbnail image={pictureOf(drawing)} size={DIGITS.input} />
                <span className={styles.verdict} aria-hidden>{`${first} → ${second}`}</span>
                <span className="visually-hidden">{name}</span>
              </li>
            )
          })}
        </ul>
      </div>
    )
  })
}

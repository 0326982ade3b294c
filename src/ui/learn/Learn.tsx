import { CodeLink } from '../code/CodeLink'
import { kernelOfLayer, kernelOfLesson } from '../code/computed-by'
import { Button } from '../kit/Button'
import { useMessages } from '../kit/messages/messages'
import { useActions } from '../kit/store'
import { View } from '../kit/View'
import { Equation, SignalEquation } from '../network/equations'
import { AdversaryCharts, AdversaryTable } from './Adversaries'
import { GradientTable, WaitingTable } from './Forgetting'
import { GateTable } from './GateTable'
import styles from './Learn.module.css'
import { cellJacobian, lstmFormulas, policyGradient, recurrentJacobian, rnnFormulas, softmaxFormula } from '../explain/lesson-formulas'
import { PresetLessons } from './PresetLessons'
import { RowsApart } from './RowsApart'
import { Section } from './Section'
import { type SourceId, sources } from './sources'
import { TourButton } from '../tour/TourButton'

/** What an LSTM computes, why it was invented, and where it is to be seen on this page. */
export function Learn() {
  const { page } = useMessages().learn
  return (
    <View title={page.title} lead={page.lead} action={<TourButton />}>
      <Sequence />
      <Equations />
      <Gates />
      <Forgetting />
      <Choosing />
      <Adversaries />
      <Section id="presets" title={page.presets.title} cites={['cho2014', 'schuster1997']}>
        <PresetLessons />
      </Section>
      <Section id="sources" title={page.sources.title}>
        <Sources />
      </Section>
    </View>
  )
}

function Sequence() {
  const { sequence } = useMessages().learn.page
  return (
    <Section id="sequence" title={sequence.title} cites={['lecun1998', 'le2015']}>
      <div className={styles.beside}>
        <Paragraphs texts={sequence.text} />
        <RowsApart />
      </div>
    </Section>
  )
}

function Equations() {
  const { equations } = useMessages().learn.page
  const { setTab } = useActions()
  return (
    <Section id="equations" title={equations.title} cites={['hochreiter1997', 'gers2000']}>
      <div className={styles.equations} role="group" aria-label={equations.title} tabIndex={0}>
        <p>{equations.gates}</p>
        <SignalEquation formulas={lstmFormulas} signal="i" />
        <SignalEquation formulas={lstmFormulas} signal="f" />
        <SignalEquation formulas={lstmFormulas} signal="o" />
        <p>{equations.candidate}</p>
        <SignalEquation formulas={lstmFormulas} signal="g" />
        <p>{equations.memory}</p>
        <SignalEquation formulas={lstmFormulas} signal="c" />
        <SignalEquation formulas={lstmFormulas} signal="h" />
      </div>
      <p>{equations.letters}</p>
      <p>{equations.count}</p>
      <div className={styles.actions}>
        <Button onClick={() => setTab('gates')}>{equations.look}</Button>
        <CodeLink kernel={kernelOfLayer('lstm')} />
      </div>
    </Section>
  )
}

function Gates() {
  const { gates } = useMessages().learn.page
  return (
    <Section id="gates" title={gates.title} cites={['gers2000', 'jozefowicz2015', 'tallec2018']}>
      <Paragraphs texts={gates.text} />
      <GateTable />
      <p>{gates.after}</p>
    </Section>
  )
}

function Forgetting() {
  const { forgetting } = useMessages().learn.page
  const [layer, problem, product, measured] = forgetting.text
  return (
    <Section id="forgetting" title={forgetting.title} cites={['elman1990', 'bengio1994', 'pascanu2013', 'hochreiter1997', 'tallec2018']}>
      <p>{layer}</p>
      <SignalEquation formulas={rnnFormulas} signal="h" />
      <CodeLink className={styles.code} kernel={kernelOfLayer('rnn')} />
      <p>{problem}</p>
      <Equation {...recurrentJacobian} />
      <CodeLink className={styles.code} kernel={kernelOfLesson.rnnJacobian} />
      <p>{product}</p>
      <Equation {...cellJacobian} />
      <CodeLink className={styles.code} kernel={kernelOfLesson.cellJacobian} />
      <p>{measured}</p>
      <GradientTable />
      <p>{forgetting.between}</p>
      <WaitingTable />
      <p className={styles.cites}>{forgetting.measured}</p>
    </Section>
  )
}

function Choosing() {
  const { choosing } = useMessages().learn.page
  const [scores, ...rest] = choosing.text
  return (
    <Section id="choosing" title={choosing.title} cites={['guo2017', 'hendrycks2019']}>
      <p>{scores}</p>
      <Equation {...softmaxFormula} />
      <CodeLink className={styles.code} kernel={kernelOfLesson.softmax} />
      <Paragraphs texts={rest} />
    </Section>
  )
}

function Adversaries() {
  const { adversaries } = useMessages().learn.page
  const [likelihood, policy, compared] = adversaries.text
  return (
    <Section id="adversaries" title={adversaries.title} cites={['graves2013', 'goodfellow2014', 'williams1992', 'yu2017', 'kool2019']}>
      <p>{likelihood}</p>
      <p>{policy}</p>
      <Equation {...policyGradient} />
      <p>{compared}</p>
      <AdversaryCharts />
      <AdversaryTable />
      <Paragraphs texts={adversaries.after} />
      <p className={styles.cites}>{adversaries.measured}</p>
    </Section>
  )
}

function Paragraphs({ texts }: { readonly texts: readonly string[] }) {
  return (
    <div className={styles.paragraphs}>
      {texts.map((text) => (
        <p key={text}>{text}</p>
      ))}
    </div>
  )
}

/** In the order in which the page comes to them. */
const ORDER: readonly SourceId[] = [
  'hochreiter1997',
  'gers2000',
  'elman1990',
  'bengio1994',
  'pascanu2013',
  'jozefowicz2015',
  'tallec2018',
  'cho2014',
  'schuster1997',
  'le2015',
  'lecun1998',
  'kingma2015',
  'graves2013',
  'goodfellow2014',
  'williams1992',
  'yu2017',
  'kool2019',
  'guo2017',
  'hendrycks2019',
]

function Sources() {
  const { facts } = useMessages().learn.page.sources
  return (
    <ul className={styles.sources}>
      {ORDER.map((id) => {
        const { authors, year, title, url } = sources[id]
        return (
          <li key={id}>
            <span>{`${facts[id]} `}</span>
            <span className={styles.cites}>
              <span>{`${authors} ${year}. `}</span>
              <a href={url} target="_blank" rel="noreferrer" lang="en">
                {title}
              </a>
            </span>
          </li>
        )
      })}
    </ul>
  )
}

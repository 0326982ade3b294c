import type { ReactNode } from 'react'
import { type CellNotation, productFormula, sumFormula } from '../../../nn/spec/cell-formulas'
import type { ProductEquation, SumEquation } from '../../../nn/spec/definition'
import { Factor, FunctionName, Typeset } from '../../network/Typeset'
import styles from './UnitEquations.module.css'
import type { TermPlace } from './write-terms'

interface LineProps<E> {
  readonly equation: E
  /** What people call the signal. */
  readonly name: string
  readonly notation: CellNotation
}

/** φ(W_x x_t + W_h h_{t-1} + b), every term with its number under it, and what comes of them. */
export function SumLine({ equation, name, notation }: LineProps<SumEquation>) {
  const { signal, resetBy } = equation
  const { left, squash, input, state, bias } = sumFormula(equation, notation)
  const statePlace: TermPlace = resetBy === undefined ? `${signal}/recurrent` : `${signal}/product`
  return (
    <li className={styles.line} data-signal={signal} data-reset={resetBy}>
      <span className={styles.name}>{name}</span>
      <math className={styles.terms}>
        <mtable>
          <mtr>
            <Cell kind="left">
              <Typeset formula={left} />
            </Cell>
            <Cell kind="operator">=</Cell>
            <Cell kind="open">
              <FunctionName name={squash} />
              <mo stretchy="false">(</mo>
            </Cell>
            <Cell>
              <Typeset formula={input} />
            </Cell>
            <Cell kind="operator">+</Cell>
            <Cell>
              <Typeset formula={state} />
            </Cell>
            <Cell kind="operator">+</Cell>
            <Cell>
              <Typeset formula={bias} />
            </Cell>
            <Cell kind="close">
              <mo stretchy="false">)</mo>
            </Cell>
          </mtr>
          <mtr className={styles.numbers}>
            <Cell kind="left" />
            <Cell kind="operator">=</Cell>
            <Cell kind="open">
              <FunctionName name={squash} />
              <mo stretchy="false">(</mo>
            </Cell>
            <Cell>
              <Term place={`${signal}/input`} />
            </Cell>
            <Cell kind="operator" sign={statePlace} />
            <Cell>
              <Term place={statePlace} />
            </Cell>
            <Cell kind="operator" sign={`${signal}/bias`} />
            <Cell>
              <Term place={`${signal}/bias`} />
            </Cell>
            <Cell kind="close">
              <mo stretchy="false">)</mo>
            </Cell>
          </mtr>
        </mtable>
      </math>
      <math className={styles.result}>
        <mo>=</mo>
        <FunctionName name={squash} />
        <mo stretchy="false">(</mo>
        <Term place={`${signal}/sum`} />
        <mo stretchy="false">)</mo>
        <mo>=</mo>
        <Term place={`${signal}/value`} isResult />
      </math>
      {resetBy !== undefined && (
        <math className={styles.detail}>
          <Typeset formula={state} />
          <mo>=</mo>
          <Term place={`${signal}/factor`} />
          <mo>·</mo>
          <mo stretchy="false">(</mo>
          <Term place={`${signal}/recurrent`} />
          <mo data-sign={`${signal}/recurrentBias`}>+</mo>
          <Term place={`${signal}/recurrentBias`} />
          <mo stretchy="false">)</mo>
        </math>
      )}
    </li>
  )
}

/** Products of signals, every factor with its number under it, and what they add up to. */
export function ProductLine({ equation, name, notation }: LineProps<ProductEquation>) {
  const { signal } = equation
  const { left, products } = productFormula(equation, notation)
  return (
    <li className={styles.line} data-signal={signal} data-kind="products">
      <span className={styles.name}>{name}</span>
      <math className={styles.terms}>
        <mtable>
          <mtr>
            <Cell kind="left">
              <Typeset formula={left} />
            </Cell>
            {products.flatMap(([a, b], place) => [
              <Cell key={`${place} before`} kind="operator">
                {place === 0 ? '=' : '+'}
              </Cell>,
              <Cell key={`${place} a`}>
                <Factor formula={a} />
              </Cell>,
              <Cell key={`${place} times`} kind="operator">
                ⊙
              </Cell>,
              <Cell key={`${place} b`}>
                <Factor formula={b} />
              </Cell>,
            ])}
          </mtr>
          <mtr className={styles.numbers}>
            <Cell kind="left" />
            {products.flatMap((_, place) => [
              <Cell key={`${place} before`} kind="operator">
                {place === 0 ? '=' : '+'}
              </Cell>,
              <Cell key={`${place} a`}>
                <Term place={`${signal}/${place}/a`} />
              </Cell>,
              <Cell key={`${place} times`} kind="operator">
                ·
              </Cell>,
              <Cell key={`${place} b`}>
                <Term place={`${signal}/${place}/b`} />
              </Cell>,
            ])}
          </mtr>
        </mtable>
      </math>
      <math className={styles.result}>
        {products.length > 1 &&
          products.map((_, place) => [
            place === 0 ? (
              <mo key={`${place} sign`}>=</mo>
            ) : (
              <mo key={`${place} sign`} data-sign={`${signal}/${place}`}>
                +
              </mo>
            ),
            <Term key={place} place={`${signal}/${place}`} />,
          ])}
        <mo>=</mo>
        <Term place={`${signal}/value`} isResult />
      </math>
    </li>
  )
}

interface CellProps {
  readonly kind?: 'left' | 'open' | 'operator' | 'term' | 'close'
  /** An operator that takes the sign of this term. */
  readonly sign?: TermPlace
  readonly children?: ReactNode
}

function Cell({ kind = 'term', sign, children }: CellProps) {
  return <mtd className={styles[kind]}>{kind === 'operator' ? <mo data-sign={sign}>{children ?? '+'}</mo> : <mrow>{children}</mrow>}</mtd>
}

/** A number that `writeTerms` fills in. */
function Term({ place, isResult = false }: { readonly place: TermPlace; readonly isResult?: boolean }) {
  return (
    <mn className={isResult ? styles.value : undefined} data-term={place}>
      –
    </mn>
  )
}

import type { SignalDeclaration } from '../../nn/spec/definition'
import { useMessages } from '../kit/messages/messages'
import { Explained } from '../explain/Explained'
import type { LayerView } from '../network/layers'
import { SignalSymbol } from '../network/SignalSymbol'
import { signalWords } from '../network/words'

export interface SignalTitleProps {
  readonly layer: LayerView
  readonly signal: SignalDeclaration
}

/** A map's title: symbol and name; pointing, tapping or Enter opens what it means, its equation and something to try. */
export function SignalTitle({ layer: { kind }, signal }: SignalTitleProps) {
  const words = signalWords(useMessages(), kind, signal)
  return (
    <Explained term={{ kind, signal: signal.name }} name={words.full} sentence={words.sentence}>
      <SignalSymbol symbol={signal.symbol} />
      <span>{words.name}</span>
    </Explained>
  )
}

import { parseModelSpec } from '../nn/spec/parse'

/** Recurrent weights are drawn at once, where orthogonal ones take seconds. */
const lstm = { type: 'lstm', units: 1024, recurrentInitializer: 'glorotUniform' } as const
const digits = { type: 'dense', units: 10, activation: 'softmax' } as const

/** An LSTM of 1,024 units over four patches: five million parameters. */
export const WIDE = parseModelSpec({ version: 1, input: { scan: 'patches', patch: 14 }, layers: [lstm, digits] })

/** Two of them and a GRU: 19.7 million parameters, nearly as many as a model may have. */
export const LARGE = parseModelSpec({
  version: 1,
  input: { scan: 'patches', patch: 14 },
  layers: [{ ...lstm, returnSequences: true }, { ...lstm, returnSequences: true }, { ...lstm, type: 'gru' }, digits],
})

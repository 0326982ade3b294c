import { anyNumber, integer, list, nullable, record, text, type Decoder } from '../../core/decode'

/** What the page knows of a network that makes something. */
export function generativeInfo<Spec>(decodeSpec: Decoder<Spec>) {
  return record({
    spec: decodeSpec,
    name: text,
    parameterCount: integer(),
    epochs: integer(),
    trainedOn: list(text),
    /** Nats, per point or per picture, on the set named by `testedOn`. */
    testLoss: nullable(anyNumber),
    testedOn: nullable(text),
  })
}

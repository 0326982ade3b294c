import { SpecError } from '../../../core/errors'
import { requireRecord } from '../fields'
import type { LayerKind, LayerSpec } from '../model-spec'
import { parseLayer } from '../parse'

/** Layers that work on each timestep alone or carry a state forward. */
const FORWARD_KINDS: readonly LayerKind[] = ['lstm', 'gru', 'rnn', 'dense', 'dropout', 'layerNorm']

/** A layer of a network that makes a sequence: it hands on every timestep and sees no later one. @throws SpecError */
export function parseForwardLayer(json: unknown, position: number): LayerSpec {
  const given = requireRecord(json, { kind: 'layer', position, type: null }, 'layer')
  // What hands on the last state alone could not write: unlike a reader's, a writer's layers need not say so.
  const isRecurrent = ['lstm', 'gru', 'rnn'].includes(String(given['type']))
  const layer = parseLayer(isRecurrent ? { returnSequences: true, ...given } : given, position)
  const where = { kind: 'layer', position, type: layer.type } as const
  const refuse = (field: string, value: unknown, options: readonly string[]): never => {
    throw new SpecError({ where, field, value, allowed: { kind: 'options', options } })
  }
  if (!FORWARD_KINDS.includes(layer.type)) refuse('type', layer.type, FORWARD_KINDS)
  if ('returnSequences' in layer && !layer.returnSequences) refuse('returnSequences', false, ['true'])
  if ('direction' in layer && layer.direction !== 'forward') refuse('direction', layer.direction, ['forward'])
  if ('activation' in layer && layer.activation === 'softmax') refuse('activation', layer.activation, ['linear', 'relu'])
  return layer
}

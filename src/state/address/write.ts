import type { LayerSpec } from '../../nn/spec/model-spec'
import { packJson, pack } from './packed'
import { type Address, KEYS, type LinkedModel, type LinkedTraining } from './address'
import { writeInk, writePicture } from './ink'
import { writeData } from './linked-data'
import { presetOf } from './models'
import { writeRoute } from './route'

/**
 * The address that says this, with what differs from a preset alone.
 *
 * @throws AddressError for a drawing with more in it than an address may hold
 */
export async function writeAddress(address: Address): Promise<string> {
  const { view, model, training, data, cursor, drawing, digit, held, lens } = address
  const parts: [key: string, value: string | number | null | undefined][] = [
    [KEYS.ink, drawing !== null && 'strokes' in drawing ? await pack(writeInk(drawing)) : null],
    [KEYS.picture, drawing !== null && 'picture' in drawing ? await pack(writePicture(drawing)) : null],
    [KEYS.digit, digit],
    [KEYS.held, held.length > 0 ? await packJson(held) : null],
    [KEYS.lens, lens && (lens.label ?? 'answer')],
    [KEYS.layer, cursor?.layer],
    [KEYS.unit, cursor?.unit],
    [KEYS.signal, cursor?.signal],
    [KEYS.step, cursor?.step],
    [KEYS.data, data && writeData(data)],
    [KEYS.run, training && (await writeTraining(training, model))],
    [KEYS.network, model?.kind === 'network' ? await packJson(networkOf(model)) : null],
    [KEYS.weights, model?.kind === 'preset' && model.weights === 'fresh' ? 'fresh' : null],
    // The last one, in letters: programs that make links of texts leave a `-` or `_` at the end outside.
    [KEYS.model, model?.kind === 'preset' ? model.name : null],
  ]
  const said = parts.flatMap(([key, value]) => (value === null || value === undefined ? [] : [[key, String(value)]]))
  return writeRoute(view ?? 'gates', new URLSearchParams(said).toString())
}

function networkOf({ name, seed, spec }: Extract<LinkedModel, { kind: 'network' }>): object {
  return { name, seed, spec: { ...spec, layers: spec.layers.map(asBefore) } }
}

/** A field that flatten layers came to have later is left out where it changes nothing: their addresses stay as they were, and as short. */
function asBefore(layer: LayerSpec): LayerSpec {
  return layer.type === 'flatten' && layer.within === 'example' ? { type: 'flatten' } : layer
}

/** The settings that are not the preset's; null where all are. */
async function writeTraining({ settings, start }: LinkedTraining, model: LinkedModel | null): Promise<string | null> {
  const before = new Map<string, unknown>(Object.entries(presetOf(model).training))
  const changed = Object.entries(settings).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before.get(name)))
  if (start === 'current') changed.push(['start', start])
  return changed.length === 0 ? null : packJson(Object.fromEntries(changed))
}

import { record, within, type Decoder } from '../../../core/decode'

/**
 * How strongly training drawings are deformed as strokes, each at random and anew in every step: evenly between the strength one way and the same the
 * other way, the jitter normally. 0 leaves a deformation out.
 */
export interface StrokeDeformation {
  /** In degrees. */
  readonly rotate: number
  /** Change of width and of height, each for itself, relative to 1. */
  readonly scale: number
  /** Sideways movement per unit of height. */
  readonly shear: number
  /** Standard deviation of every point's place, in units of movement. */
  readonly jitter: number
}

export const deformationKinds = ['rotate', 'scale', 'shear', 'jitter'] as const satisfies readonly (keyof StrokeDeformation)[]

export const deformationRanges = {
  rotate: { min: 0, max: 45 },
  scale: { min: 0, max: 0.5 },
  shear: { min: 0, max: 0.5 },
  jitter: { min: 0, max: 1 },
} as const satisfies Record<keyof StrokeDeformation, { min: number; max: number }>

export const NO_DEFORMATION: StrokeDeformation = { rotate: 0, scale: 0, shear: 0, jitter: 0 }

const strength = (kind: keyof StrokeDeformation) => within(deformationRanges[kind].min, deformationRanges[kind].max)

const decodeStrengths = record(
  {},
  { rotate: strength('rotate'), scale: strength('scale'), shear: strength('shear'), jitter: strength('jitter') },
)

export const decodeDeformation: Decoder<StrokeDeformation> = (value, path) => ({ ...NO_DEFORMATION, ...decodeStrengths(value, path) })

/** As a command line writes it: `rotate=8,jitter=0.05`; `none` where nothing is deformed. */
export function formatDeformation(deformation: StrokeDeformation): string {
  const active = deformationKinds.filter((kind) => deformation[kind] > 0)
  return active.length === 0 ? 'none' : active.map((kind) => `${kind}=${deformation[kind]}`).join(',')
}

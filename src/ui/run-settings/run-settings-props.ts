import type { RunSettings } from '../../nn/spec/training'

/** For what edits some of a run's settings: those of the training panel, or of a network that is composed. */
export interface RunSettingsProps {
  readonly settings: RunSettings
  /** They are those of a run that goes on. */
  readonly locked?: boolean
  readonly onChange: (change: Partial<RunSettings>) => void
}

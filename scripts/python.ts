import { spawnSync } from 'node:child_process'
import { findProgram, installFromSystem, type PackageNames } from './system-packages.ts'

/**
 * Python with the libraries that exported models are opened with. `PYTHON` names another than the system's; where a library is missing,
 * the system's package is installed as root or with a `sudo` that needs no password.
 */

/** Libraries by the name that Python imports. */
export const PYTHON_LIBRARIES = ['torch', 'onnx', 'h5py'] as const
type Library = (typeof PYTHON_LIBRARIES)[number]

const PACKAGES: PackageNames = { 'apt-get': PYTHON_LIBRARIES.map((library) => `python3-${library}`) }

/** What was found: a program that imports all of it, or why there is none. */
export type Python = { readonly program: string } | { readonly missing: string }

/** Looks at what is here, and installs nothing. */
export function findPython(): Python {
  const candidates = [process.env['PYTHON'], findProgram('python3'), '/usr/bin/python3'].flatMap((path) => path ?? [])
  const found = candidates.map((program) => ({ program, missing: missingLibraries(program) }))
  const complete = found.find(({ missing }) => missing.length === 0)
  if (complete !== undefined) return { program: complete.program }
  const nearest = found.toSorted((a, b) => a.missing.length - b.missing.length)[0]
  return { missing: nearest === undefined ? 'there is no python3' : `${nearest.program} has no ${nearest.missing.join(', ')}` }
}

/**
 * A Python with Keras 3, which Debian has no package of: `KERAS_PYTHON`, else one that has it by chance. Any backend will do: NumPy's needs jax and scipy.
 */
export function findKeras(): string | null {
  const candidates = [process.env['KERAS_PYTHON'], process.env['PYTHON'], findProgram('python3')].flatMap((path) => path ?? [])
  return candidates.find((program) => spawnSync(program, ['-c', HAS_KERAS], { stdio: 'ignore' }).status === 0) ?? null
}

const HAS_KERAS = 'import importlib.metadata as m; assert int(m.version("keras").split(".")[0]) >= 3'

/** Finds Python, and installs what it lacks. Says what it does. */
export function ensurePython(say: (line: string) => void): Python {
  const found = findPython()
  if ('program' in found) return found
  say(`Python for exported models: ${found.missing}. Installing the system's packages …`)
  const problem = installFromSystem(PACKAGES, say)
  const after = findPython()
  return 'program' in after || problem === null ? after : { missing: `${after.missing} (${problem})` }
}

function missingLibraries(program: string): Library[] {
  const script = `import importlib.util as u; print(" ".join(n for n in "${PYTHON_LIBRARIES.join(' ')}".split() if u.find_spec(n) is None))`
  const { status, stdout } = spawnSync(program, ['-c', script], { encoding: 'utf8' })
  if (status !== 0) return [...PYTHON_LIBRARIES]
  const missing = new Set(stdout.trim().split(' '))
  return PYTHON_LIBRARIES.filter((library) => missing.has(library))
}

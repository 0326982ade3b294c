import type { ModelKind } from '../core/exchange-details'

/**
 * What a file is that may hold a model, by what it begins with: phones and servers change the names of files.
 *
 * It reads at most `HEAD_BYTES`, so that a page can ask before it reads the rest.
 */

/** As many of a file's first bytes as are looked at. */
export const HEAD_BYTES = 4096

/** Beginnings that no other file has. */
const SIGNATURES: readonly (readonly [bytes: readonly number[], kind: ModelKind])[] = [
  [[0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a], 'hdf5'],
  [[0x1f, 0x8b], 'gzip'],
  [[0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59], 'numpy'],
  [[0x47, 0x47, 0x55, 0x46], 'gguf'],
  [[0x89, 0x50, 0x4e, 0x47], 'picture'],
  [[0xff, 0xd8, 0xff], 'picture'],
  [[0x47, 0x49, 0x46, 0x38], 'picture'],
  [[0x52, 0x49, 0x46, 0x46], 'picture'],
  // Protocols 2 to 5 of Python's pickle.
  ...[2, 3, 4, 5].map((protocol) => [[0x80, protocol], 'pickle'] as const),
]

const LOCAL_FILE = [0x50, 0x4b, 0x03, 0x04]
/** Of the name in a zip archive's first entry. */
const NAME_LENGTH_AT = 26
const NAME_AT = 30
/** Header lengths that a safetensors file may have: a text that begins with `{` behind 8 bytes is hardly anything else. */
const HEADER_AT = 8

/** @param head  the file's beginning, or all of it */
export function modelKindOf(head: Uint8Array): ModelKind {
  if (head.length === 0) return 'empty'
  if (startsWith(head, LOCAL_FILE)) return archiveKind(head)
  const known = SIGNATURES.find(([bytes]) => startsWith(head, bytes))
  if (known !== undefined) return known[1]
  if (isSafetensors(head)) return 'safetensors'
  if (new TextDecoder().decode(head.subarray(4, 8)) === 'TFL3') return 'tensorflow'
  return protobufKind(head) ?? textKind(head)
}

function startsWith(head: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => head[index] === byte)
}

/** PyTorch writes `archive/data.pkl` first, Keras `metadata.json`. */
function archiveKind(head: Uint8Array): ModelKind {
  const length = (head[NAME_LENGTH_AT] ?? 0) + 256 * (head[NAME_LENGTH_AT + 1] ?? 0)
  const name = new TextDecoder().decode(head.subarray(NAME_AT, NAME_AT + length))
  if (/(^|\/)(data\.pkl|\.format_version|byteorder|version)$/.test(name)) return 'pytorch'
  if (/^(metadata\.json|config\.json|model\.weights\.h5)$/.test(name)) return 'keras'
  return name.endsWith('.npy') ? 'numpy' : 'zip'
}

function isSafetensors(head: Uint8Array): boolean {
  // The upper half of the length is 0 in every file that there is.
  if (head.length <= HEADER_AT || head.subarray(4, HEADER_AT).some((byte) => byte !== 0)) return false
  const first = head.subarray(HEADER_AT).find((byte) => byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09)
  return first === 0x7b
}

/** An ONNX file begins with its version and the short name of who wrote it; a saved TensorFlow model with its version and a whole graph. */
function protobufKind(head: Uint8Array): ModelKind | null {
  const [field, version = 0, next, length = 0] = head
  if (field !== 0x08 || version === 0 || version > 32) return null
  if (next === 0x12) return length < 0x80 ? 'onnx' : 'tensorflow'
  return next === 0x1a || next === 0x3a || next === 0x42 ? 'onnx' : null
}

function textKind(head: Uint8Array): ModelKind {
  const text = new TextDecoder()
    .decode(head)
    .replace(/^\uFEFF/, '')
    .trimStart()
  if (text.startsWith('<')) return 'html'
  if (!text.startsWith('{')) return 'unknown'
  return /"(modelTopology|weightsManifest|layers-model|graph-model)"/.test(text) ? 'tfjs' : 'json'
}

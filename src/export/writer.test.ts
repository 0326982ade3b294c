import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { decodeWriter } from '../train/writer-checkpoint'
import { exportFormats } from './exported'
import { exportWriter } from './writer'

const shipped = new Uint8Array(await readFile('public/writers/writer.safetensors'))

it('a network that writes goes as safetensors, and is the same when it is read again', () => {
  const { file, parameters, largest } = exportWriter(shipped, 'safetensors')
  expect(file.name).toBe('writer.safetensors')
  expect(largest).toBe(0)
  expect(parameters).toBeGreaterThan(300_000)
  // Once with 32 bits, always with the same bytes.
  expect(Buffer.compare(exportWriter(file.bytes, 'safetensors').file.bytes, file.bytes)).toBe(0)
  const [before, after] = [decodeWriter(shipped), decodeWriter(file.bytes)]
  expect({ ...after, parameters: null }).toEqual({ ...before, parameters: null })
})

it.each(exportFormats)('is refused for %s by name', (format) => {
  expect(() => exportWriter(shipped, format)).toThrow(
    expect.objectContaining({ code: 'export', detail: { format, reason: { kind: 'writer' } } }),
  )
})

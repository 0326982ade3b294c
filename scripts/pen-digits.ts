import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { parsePenDigits, type PenDigit } from '../src/data/pen-digits'
import { findTestData } from './test-data'

/** Many times the file, and little enough for any machine: a decompression bomb ends here. */
const MOST_BYTES = 2 ** 26

/** All digits of `train.json.gz` in the folder `PEN_DIGITS_DIR`. @throws Error where it is missing or broken, DecodeError where it holds something else */
export async function loadPenDigits(): Promise<readonly PenDigit[]> {
  const { penDigits } = findTestData()
  if (penDigits === null) throw new Error('There are no pen digits: set PEN_DIGITS_DIR to the folder with train.json.gz')
  return parsePenDigits(gunzipSync(await readFile(join(penDigits, 'train.json.gz')), { maxOutputLength: MOST_BYTES }).toString('utf8'))
}

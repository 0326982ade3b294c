import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT } from '../scripts/headless.ts'
import { record, text } from '../src/core/decode.ts'
import { contenders, LIBRARIES, type ContenderName } from './contenders/list.ts'

const decodePackage = record({ version: text })

/** Versions of the libraries that these contenders are, as they are installed. */
export async function versionsOf(names: readonly ContenderName[]): Promise<Record<string, string>> {
  const packages = new Set(names.flatMap((name) => contenders[name].library ?? []))
  const versions: Record<string, string> = {}
  for (const name of packages) {
    const content: unknown = JSON.parse(await readFile(join(ROOT, 'node_modules', name, 'package.json'), 'utf8'))
    versions[LIBRARIES[name]] = decodePackage(content, name).version
  }
  return versions
}

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { isRecord } from '../src/core/decode.ts'
import { ROOT } from './headless.ts'

/** The licences of all that the page ships, in one file of every build. */

export const LICENCES_FILE = 'licences.txt'

export interface Shipped {
  readonly name: string
  readonly version: string
  readonly licence: string
  readonly text: string
}

/** Every package that `dependencies` bring, by the lock file; those for development alone are in no build. */
export async function shippedPackages(root = ROOT): Promise<readonly Shipped[]> {
  const lock: unknown = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'))
  const packages = isRecord(lock) && isRecord(lock['packages']) ? lock['packages'] : {}
  const places = Object.entries(packages)
    .filter(
      ([place, entry]) => place !== '' && isRecord(entry) && entry['dev'] !== true && entry['peer'] !== true && entry['optional'] !== true,
    )
    .map(([place]) => place)
  const shipped = await Promise.all(places.map((place) => readPackage(join(root, place))))
  return shipped.filter((one) => one !== null).toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
}

async function readPackage(folder: string): Promise<Shipped | null> {
  const [description, files] = await Promise.all([
    readFile(join(folder, 'package.json'), 'utf8').catch(() => null),
    readdir(folder).catch((): string[] => []),
  ])
  if (description === null) return null
  const parsed: unknown = JSON.parse(description)
  const field = (name: string): string => (isRecord(parsed) && typeof parsed[name] === 'string' ? parsed[name] : '')
  const file = files.find((name) => /^licen[cs]e/i.test(name))
  const text = file === undefined ? '' : await readFile(join(folder, file), 'utf8')
  return { name: field('name'), version: field('version'), licence: field('license'), text: text.trim() }
}

/** As a text: packages of one and the same licence together. */
export function licencesText(own: string, packages: readonly Shipped[]): string {
  const groups = new Map<string, Shipped[]>()
  for (const one of packages) {
    const key = one.text === '' ? one.licence : one.text
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  const sections = [...groups].map(([text, members]) =>
    [members.map(({ name, version, licence }) => `${name} ${version} (${licence})`).join('\n'), text].join('\n\n'),
  )
  return ['Gatelight', own.trim(), ...sections].join(`\n\n${'─'.repeat(80)}\n\n`).concat('\n')
}

export function licences(): Plugin {
  const write = async (): Promise<string> => licencesText(await readFile(join(ROOT, 'LICENSE'), 'utf8'), await shippedPackages())
  return {
    name: 'gatelight:licences',
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: LICENCES_FILE, source: await write() })
    },
    configureServer(server) {
      server.middlewares.use(`/${LICENCES_FILE}`, (_, response, next) => {
        write().then((text) => {
          response.setHeader('content-type', 'text/plain; charset=utf-8')
          response.end(text)
        }, next)
      })
    },
  }
}

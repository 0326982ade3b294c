import type { Plugin } from 'vite'

/** Where the page begins, in the order in which `src/main.ts` evaluates it. */
const ROOTS = { state: 'src/state/open-store.ts', page: 'src/ui/mount.tsx' } as const

type Part = keyof typeof ROOTS

export interface OpeningChunks {
  readonly plugin: Plugin
  /** For the groups of the bundler: whether a module is needed when a part of the page opens, and by none of those before it. */
  readonly isOf: (part: Part) => (module: string) => boolean
}

/**
 * Keeps what the page opens with in one file for each of its parts. By itself the bundler makes a file of whatever two parts share, also where one of them
 * never comes without the other, and sixty small files are a tenth larger than two that are compressed as a whole.
 */
export function openingChunks(): OpeningChunks {
  const parts = new Map<string, Part>()
  return {
    plugin: {
      name: 'gatelight:opening-chunks',
      apply: 'build',
      async buildEnd(error) {
        if (error !== undefined) return
        parts.clear()
        for (const part of ['state', 'page'] as const) {
          const root = await this.resolve(`/${ROOTS[part]}`)
          if (root === null || this.getModuleInfo(root.id) === null) throw new Error(`The page has no ${ROOTS[part]}`)
          const walk = (id: string): void => {
            if (parts.has(id) || id.includes('node_modules')) return
            const { importedIds = [] } = this.getModuleInfo(id) ?? {}
            parts.set(id, part)
            for (const imported of importedIds) walk(imported)
          }
          walk(root.id)
        }
      },
    },
    isOf: (part) => (module) => parts.get(module) === part,
  }
}

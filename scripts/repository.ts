/**
 * Where the code is to be read, for the page's links: `GATELIGHT_REPOSITORY`, else what `package.json` says.
 *
 * @param named     the environment's word, undefined or empty where it says nothing
 * @param declared  content of `package.json`
 * @returns         an https address without a slash at its end; empty where neither is one
 */
export function repositoryAddress(named: string | undefined, declared: unknown): string {
  const repository = fieldOf(declared, 'repository')
  const url = fieldOf(repository, 'url') ?? repository
  return addressOf(named) || addressOf(typeof url === 'string' ? url : '')
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined
}

/** Of npm's ways to write it: `git+https://….git`, `git@host:owner/name.git`, `github:owner/name`, `owner/name`. */
function addressOf(written: string | undefined = ''): string {
  const text = written
    .trim()
    .replace(/^git\+/, '')
    .replace(/^(?:ssh:\/\/)?git@([^:/]+)[:/]/, 'https://$1/')
    .replace(/^(?:github:)?([\w.-]+\/[\w.-]+)$/, 'https://github.com/$1')
    .replace(/(?:\.git)?\/*$/, '')
  return URL.canParse(text) && new URL(text).protocol === 'https:' ? text : ''
}

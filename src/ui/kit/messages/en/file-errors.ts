import type { DataFailure, ErrorDetail } from '../../../../core/error-details'
import { formatShape } from '../../../../core/tensor'
import { LISTED_FAILURES, nameSource, type ErrorText, type ErrorWords } from '../../errors'
import { formatFor } from '../../format'
import { shellLater } from './shell-later'

const format = formatFor('en')

/** What is wrong with a file, as a clause. */
export const fault: ErrorWords['fault'] = (given) => {
  switch (given.kind) {
    case 'offline':
      return 'there is no network'
    case 'network':
      return 'no answer came, the connection broke, or this page may not read it'
    case 'http':
      return `the server answered ${given.status}`
    case 'stalled':
      return `no data came for ${given.seconds} seconds`
    case 'absent':
      return 'the file is not there'
    case 'html':
      return 'a web page came instead of data'
    case 'gzip':
      return 'the gzip data is broken, cut off, or followed by more bytes'
    case 'magic':
      return given.found === null ? 'what was stored is no file of bytes' : `expected IDX data of bytes, but it begins with ${given.found}`
    case 'empty':
      return 'the file is empty'
    case 'size': {
      const came = given.actual === null ? 'there are more' : `there are ${format.integer(given.actual)}`
      return `expected ${format.integer(given.expected)} bytes, but ${came}`
    }
    case 'tooLarge':
      return `it is larger than ${format.bytes(given.limit)}`
    case 'shape': {
      const needed = given.needed.map(formatShape).join(' or ')
      return needed === ''
        ? 'all four files were there already'
        : `it holds numbers of shape ${formatShape(given.actual)}, but ${needed} is needed`
    }
    case 'hash':
      return `its content is not that of ${given.file}`
    case 'storage':
      return given.action === 'read' ? 'it could not be read' : 'the browser could not store it, so the next visit loads it again'
    case 'unchecked':
      return 'its content could not be checked, for a part of this page did not come'
    case 'damaged':
      return 'the file is damaged, or was cut off on its way'
    default:
      return given satisfies never
  }
}

export const nameFile = ({ file, source }: DataFailure) => `${file} (${nameSource(source, shellLater.data.origin)})`

/** Each failure as a sentence, the first few of them. */
export function listFailures(failures: readonly DataFailure[]): string {
  const listed = failures.slice(0, LISTED_FAILURES).map((failure) => ` ${nameFile(failure)}: ${fault(failure.fault)}.`)
  const more = failures.length - listed.length
  return listed.join('') + (more > 0 ? ` And ${more} more.` : '')
}

/** What was dropped and is not taken. */
export function dropped(problem: ErrorDetail<'dropped'>['problem']): ErrorText {
  switch (problem.kind) {
    case 'noFiles':
      return {
        message: 'A link or a text was dropped, but the page takes only files.',
        hint: 'Save the picture and drop its file here, or copy the picture and paste it on the page.',
      }
    case 'emptyFolder':
      return { message: `The folder “${problem.folder}” has no files in it.`, hint: TAKEN }
    case 'unreadable':
      return {
        message: `Could not be read: ${namesOf(problem)}.`,
        hint: 'Check that it is still there and that this browser may read it, then drop it again.',
      }
    case 'leftOut':
      return { message: `Not taken: ${namesOf(problem)}.`, hint: TAKEN }
    case 'tooMany':
      return {
        message: `More than ${format.integer(problem.limit)} files were dropped; only the first ${format.integer(problem.limit)} were looked at.`,
        hint: 'Drop only those that are meant for this page.',
      }
    default:
      return problem satisfies never
  }
}

const TAKEN =
  'At a time the page takes one picture of a digit, one model that it has saved, and data to train on: MNIST’s four files, or your own.'

function namesOf({ names, more }: { readonly names: readonly string[]; readonly more: number }): string {
  return names.join(', ') + (more > 0 ? ` and ${format.integer(more)} more` : '')
}

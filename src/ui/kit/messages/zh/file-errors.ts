import type { DataFailure, ErrorDetail } from '../../../../core/error-details'
import { formatShape } from '../../../../core/tensor'
import { LISTED_FAILURES, nameSource, type ErrorText, type ErrorWords } from '../../errors'
import { formatFor } from '../../format'
import { shellLater } from './shell-later'

const format = formatFor('zh')

/** What is wrong with a file, as a clause. */
export const fault: ErrorWords['fault'] = (given) => {
  switch (given.kind) {
    case 'offline':
      return '没有网络连接'
    case 'network':
      return '没有响应、连接中断，或者本页面无权读取'
    case 'http':
      return `服务器返回状态码 ${given.status}`
    case 'stalled':
      return `${given.seconds} 秒内没有收到数据`
    case 'absent':
      return '没有这个文件'
    case 'html':
      return '收到的是网页，不是数据'
    case 'gzip':
      return 'gzip 数据损坏、被截断或末尾有多余内容'
    case 'magic':
      return given.found === null ? '存储的内容不是文件' : `应为 IDX 格式的字节数据，开头却是 ${given.found}`
    case 'empty':
      return '文件是空的'
    case 'size': {
      const came = given.actual === null ? '实际更多' : `实际为 ${format.integer(given.actual)} 字节`
      return `应为 ${format.integer(given.expected)} 字节，${came}`
    }
    case 'tooLarge':
      return `文件超过 ${format.bytes(given.limit)}`
    case 'shape': {
      const needed = given.needed.map(formatShape).join(' 或 ')
      return needed === '' ? '四个文件都已齐全，不再需要它' : `其数据的形状为 ${formatShape(given.actual)}，需要的是 ${needed}`
    }
    case 'hash':
      return `内容与 ${given.file} 不符`
    case 'storage':
      return given.action === 'read' ? '无法读取' : '浏览器无法存储，下次访问时会重新加载'
    case 'unchecked':
      return '页面的一部分未能加载，因此无法校验内容'
    case 'damaged':
      return '文件已损坏，或传输中被截断'
    default:
      return given satisfies never
  }
}

export const nameFile = ({ file, source }: DataFailure) => `${file}（${nameSource(source, shellLater.data.origin)}）`

/** Each failure as a sentence, the first few of them. */
export function listFailures(failures: readonly DataFailure[]): string {
  const listed = failures.slice(0, LISTED_FAILURES).map((failure) => `${nameFile(failure)}：${fault(failure.fault)}。`)
  const more = failures.length - listed.length
  return listed.join('') + (more > 0 ? `另有 ${more} 处问题。` : '')
}

/** What was dropped and is not taken. */
export function dropped(problem: ErrorDetail<'dropped'>['problem']): ErrorText {
  switch (problem.kind) {
    case 'noFiles':
      return {
        message: '拖入的是链接或文字，而本页面只接受文件。',
        hint: '请先保存图片再把文件拖到这里，或复制图片后粘贴到页面上。',
      }
    case 'emptyFolder':
      return { message: `文件夹“${problem.folder}”中没有文件。`, hint: TAKEN }
    case 'unreadable':
      return { message: `无法读取：${namesOf(problem)}。`, hint: '请确认文件仍在原处，且浏览器有权读取，然后重新拖入。' }
    case 'leftOut':
      return { message: `未采用：${namesOf(problem)}。`, hint: TAKEN }
    case 'tooMany':
      return {
        message: `拖入的文件超过 ${format.integer(problem.limit)} 个，只查看了前 ${format.integer(problem.limit)} 个。`,
        hint: '请只拖入要在本页面使用的文件。',
      }
    default:
      return problem satisfies never
  }
}

const TAKEN = '每次可拖入一张数字图片、一个由本页保存的模型，以及训练数据：MNIST 的四个文件，或自己的数据。'

function namesOf({ names, more }: { readonly names: readonly string[]; readonly more: number }): string {
  return names.join('、') + (more > 0 ? ` 等，另有 ${format.integer(more)} 个` : '')
}

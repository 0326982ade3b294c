import type { DataFailure } from '../../../../core/error-details'
import { formatShape } from '../../../../core/tensor'
import { LISTED_FAILURES, nameSource, type ErrorWords } from '../../errors'
import { formatFor } from '../../format'
import { shell } from './shell'

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
      return '只有 https 或 localhost 的页面才能校验内容'
    default:
      return given satisfies never
  }
}

export const nameFile = ({ file, source }: DataFailure) => `${file}（${nameSource(source, shell.data.origin)}）`

/** Each failure as a sentence, the first few of them. */
export function listFailures(failures: readonly DataFailure[]): string {
  const listed = failures.slice(0, LISTED_FAILURES).map((failure) => `${nameFile(failure)}：${fault(failure.fault)}。`)
  const more = failures.length - listed.length
  return listed.join('') + (more > 0 ? `另有 ${more} 处问题。` : '')
}

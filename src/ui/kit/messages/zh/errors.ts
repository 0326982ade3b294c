import type { ErrorDetail } from '../../../../worker/error-details'
import type { errors as english } from '../en/errors'
import type { ErrorText, ErrorWords } from '../../errors'
import { isForeign, kindOf, phrase } from './phrases'
import { tasks } from './tasks'

const MIB = 2 ** 20

const faults: ErrorWords['faults'] = {
  offline: '没有网络连接',
  network: '没有应答或连接中断，也可能是本页面无权读取',
  http: '服务器没有给出文件',
  stalled: '太久没有收到数据',
  html: '收到的是网页，不是数据',
  gzip: 'gzip 数据损坏、被截断或末尾有多余内容',
  magic: '不是 IDX 格式的数据',
  size: '大小与该文件不符',
  hash: '内容与该文件不符',
  storage: '浏览器的存储或该文件无法读写',
  unchecked: '只有 https 或 localhost 的页面才能校验内容',
}

/** What was expected is said in too many ways to have words for each: it stands beside ours as it is. */
function asSaid(what: string, { expected, actual }: { readonly expected: string; readonly actual: string }): string {
  return `${what}: expected ${expected}, got ${actual}`
}

function listFailures(failures: ErrorDetail<'data-unavailable'>['failures']): string {
  return failures.map(({ file, source, fault }) => `${file}（${source}）：${faults[fault]}。`).join('')
}

/** A reason in our words; of one that the browser gave, the kind in our words and its own words beside. */
function because(reason: string, tell: (words: string) => ErrorText): ErrorText {
  const words = phrase(reason)
  if (!isForeign(reason)) return tell(words)
  return { ...tell(words === reason ? kindOf(reason) : words), original: reason }
}

const modelFile = '请选择由本页面或 npm run train 保存的 .safetensors 文件。'
const reload = '请重新加载页面。'

const pictureFaults: Readonly<Record<ErrorDetail<'picture'>['fault'], readonly [message: string, hint: string]>> = {
  bytes: ['文件大于 32 MiB', '请把图片存小一些再试。'],
  pixels: ['图片的像素太多，或过于狭长', '请只裁下数字部分，或把图片存小一些。'],
  decode: ['此浏览器无法把它作为图片打开', '请使用 PNG、JPEG、WebP、GIF 或 SVG 图片。'],
  blank: ['图中没有与底色分明的笔迹', '请使用只有一个数字的图片，深色写在浅色上或浅色写在深色上均可。'],
}

/** A task as the page calls it. */
function titleOf(id: string): string {
  return (Object.hasOwn(tasks.known, id) ? tasks.known[id]?.title : undefined) ?? id
}

const codes: ErrorWords['codes'] = {
  spec: ({ where, field, value, allowed }) => ({
    message: `${where}：${field} 的值为 ${value}；允许的值：${phrase(allowed)}`,
    hint: '请修改模型的这一项，然后重试。',
  }),
  shape: ({ tensor, expected, actual }) => ({
    message: `${tensor} 的形状应为 ${expected}，实为 ${actual}`,
    hint: '请使用为此结构保存的模型文件。',
  }),
  task: ({ model, data }) => ({
    message: data === null ? `没有任务“${titleOf(model)}”的数据` : `模型的任务是“${titleOf(model)}”，而数据的任务是“${titleOf(data)}”`,
    hint: '请载入与模型相配的数据，或选择与数据相配的模型。',
  }),
  'engine-unavailable': ({ engine, reason }) =>
    because(reason, (words) => ({
      message: `${engine} 引擎无法在此运行：${words}`,
      hint: '请更新浏览器或开启硬件加速；在此之前页面用 CPU 计算。',
    })),
  'engine-unknown': ({ asked }) => ({
    message: `网址要求的引擎不存在：${asked}`,
    hint: '页面已自行选择。可使用 ?engine=webgpu 或 ?engine=cpu，或在“引擎”中选择。',
  }),
  'device-lost': ({ reason }) =>
    because(reason, (words) => ({ message: `失去了 GPU 设备：${words}`, hint: '最后一个好的模型已保留。点击“开始”即可继续。' })),
  'thread-lost': ({ reason }) =>
    because(reason, (words) => ({
      message: `一个计算线程停止了：${words}`,
      hint: '最后一个好的模型已保留，页面用少一个线程继续。点击“开始”即可继续。',
    })),
  'out-of-memory': ({ bytes }) => ({
    message: `WebAssembly 的内存放不下另外 ${(bytes / MIB).toFixed(1)} MiB`,
    hint: '请选择较小的模型，或时间步较少的扫描方式。',
  }),
  disposed: ({ what }) => ({ message: `${phrase(what)}已被释放，却仍被使用`, hint: reload }),
  shader: ({ label, listing }) => ({
    message: `着色器 ${label} 无法编译`,
    hint: '请报告此问题，附上原文，并注明浏览器和 GPU 的名称。',
    original: listing,
  }),
  diverged: ({ step, loss }) => ({
    message: `第 ${step} 步的损失变为 ${loss}`,
    hint: '请降低学习率后重新开始；最后一轮好的模型已保留。',
  }),
  state: ({ call, state, allowed }) => ({
    message: `现在不能执行“${phrase(call)}”：当前状态为${phrase(state)}；允许的时机：${phrase(allowed)}`,
    hint: '请等待当前的工作结束，或将其停止。',
  }),
  decode: ({ path, ...values }) => ({ message: '收到的数据不符合预期', hint: reload, original: asSaid(path, values) }),
  'data-file': ({ file, source, fault }) => ({
    message: `${file}（${source}）：${faults[fault]}`,
    hint: '请从其他来源取得 MNIST，或用内置数字训练。',
  }),
  'data-unavailable': ({ failures }) => ({
    message: `无法加载 MNIST。${listFailures(failures)}`,
    hint: '请把它的四个文件拖到页面上，或用无需网络的内置数字训练。',
  }),
  'data-incomplete': ({ missing, failures }) => ({
    message: `需要 MNIST 的全部四个文件，缺少：${missing.join('、')}。${listFailures(failures)}`,
    hint: '请同时放下全部四个文件，是否压缩、叫什么名字都可以。本页也接受数字的图片，以及由本页保存的模型。',
  }),
  checkpoint: ({ field, ...values }) => ({
    message: `模型文件中的 ${field} 不符合要求`,
    hint: modelFile,
    original: asSaid(field, values),
  }),
  safetensors: ({ where, ...values }) => ({
    message: '模型文件已损坏，或不是 safetensors 文件',
    hint: modelFile,
    original: asSaid(where, values),
  }),
  'model-fetch': ({ url, reason }) =>
    because(reason, (words) => ({ message: `无法加载 ${url} 处的模型：${words}`, hint: '请从头训练一个模型，或打开自己的模型文件。' })),
  'model-file': ({ url, fault }) => ({
    message: `无法加载训练好的模型 ${url}：${faults[fault]}`,
    hint: '原来的模型保持不变。请重试，或选择“从头开始”。',
  }),
  language: ({ language }) => ({ message: `无法加载语言“${language}”的文字。`, hint: '请检查网络连接，然后重新选择。' }),
  'model-size': ({ file, bytes, limit }) => ({
    message: `${file} 有 ${bytes} 字节；模型最多 ${limit} 字节`,
    hint: '请选择由本页面保存的 .safetensors 文件。',
  }),
  'gpu-memory': ({ what, bytes, reason }) => ({
    message: `GPU 内存不足：${what}${bytes === null ? '' : ` 需要 ${Math.ceil(bytes / MIB)} MiB`}`,
    hint: '请减小批大小或模型，或关闭其他使用 GPU 的页面。',
    original: reason,
  }),
  'gpu-validation': ({ reason }) => ({
    message: 'GPU 拒绝了一次调用',
    hint: '请报告此问题，附上原文，并注明浏览器和 GPU 的名称。',
    original: reason,
  }),
  'profile-unavailable': ({ reason }) => ({
    message: `无法测量：${phrase(reason)}`,
    hint: '请换用支持 WebGPU 时间戳查询的浏览器和 GPU，例如电脑上的 Chrome 或 Edge。',
  }),
  'worker-crashed': ({ reason }) =>
    because(reason, (words) => ({
      message: `计算线程停止了：${words}`,
      hint: '它会带着最后一个好的模型重新启动；若再次发生，请重新加载页面。',
    })),
  terminated: (): ErrorText => ({ message: '计算线程已结束', hint: reload }),
  picture: ({ file, fault }) => ({ message: `${file}：${pictureFaults[fault][0]}`, hint: pictureFaults[fault][1] }),
  internal: ({ reason }) =>
    because(reason, (words) => ({ message: `出现意外错误：${words}`, hint: '请重新加载页面；若再次发生，请报告此问题。' })),
}

const unknown: ErrorWords['unknown'] = ({ code, message, hint }) => ({
  message: `出现了本页面还不认识的错误（${code}）`,
  hint: reload,
  original: `${message} ${hint}`,
})

export const errors: typeof english = { codes, faults, unknown }

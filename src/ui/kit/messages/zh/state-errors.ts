import type { ErrorDetail } from '../../../../core/error-details'
import type { ErrorText } from '../../errors'
import { describeSet } from '../../set-names'
import { sets } from './sets'

type State = ErrorDetail<'state'>

/** What cannot be done now. */
const actions: Readonly<Record<State['action'], string>> = {
  start: '启动引擎',
  useModel: '使用模型',
  train: '开始训练',
  pause: '暂停训练',
  resume: '继续训练',
  step: '单步训练',
  stop: '停止训练',
  setLearningRate: '更改学习率',
  reset: '重置模型',
  goBack: '回到训练途中',
  evaluate: '测试模型',
  profile: '测量训练步',
  newModel: '更换模型',
  loadModel: '更换模型',
  loadData: '更换数据',
  loadFiles: '更换数据',
  useEngine: '更换引擎',
  measureEngines: '测量引擎',
  timeNetwork: '测量网络的用时',
  race: '开始比赛',
  placeMemory: '分配显存',
}

export function describeStateError(detail: ErrorDetail<'state'>): ErrorText {
  const [message, hint] = sentences(detail)
  return { message, hint }
}

function sentences({ action, obstacle }: State): readonly [message: string, hint: string] {
  const what = actions[action]
  switch (obstacle.kind) {
    case 'training':
      return [`训练进行时不能${what}。`, '请在停止训练后再试。']
    case 'notTraining':
      return [`现在没有训练，不能${what}。`, '请在点击“开始”后再试。']
    case 'notPaused':
      return [`训练没有暂停，不能${what}。`, '请在暂停训练后再试。']
    case 'noData':
      return [`尚未加载数据，不能${what}。`, '请在加载 MNIST 或内置数字后再试。']
    case 'noModel':
      return [`还没有模型，不能${what}。`, '请在页面启动完成后再试。']
    case 'noEngine':
      return [`没有引擎在运行，不能${what}。`, '请在引擎启动后再试，或在“引擎”中另选一个。']
    case 'otherData': {
      const used = describeSet(obstacle.used, sets)
      return obstacle.needed === null
        ? [`不能继续这次训练：现在加载的是 ${used}，不是训练开始时所用的数据。`, '请加载当时的数据后再试，或开始新的训练。']
        : [
            `不能继续这次训练：它需要 ${describeSet(obstacle.needed, sets)}，现在加载的是 ${used}。`,
            `请在加载 ${describeSet(obstacle.needed, sets)} 后再试，或开始新的训练。`,
          ]
    }
    case 'noRunToResume':
      return ['不能从上次停下的地方继续：这个模型不是在训练途中保存的。', '请开始新的训练。']
    case 'racing':
      return [`网络正在比赛，不能${what}。`, '请在“对比”中停止比赛后再试。']
    case 'noRace':
      return [`比赛的网络已不存在，不能${what}。`, '请在重新开始比赛后再试。']
    case 'noPast':
      return [`这个模型没有留下训练过程，不能${what}。`, '请先训练它。']
    case 'otherRun':
      return [`正在用别的设置训练，不能${what}。`, '请改回这次训练的设置，或在停止训练后再试。']
    case 'overtaken':
      return ['这次加载已被更新的一次取代。', '请等待新的加载完成。']
    case 'noPlan':
      return [`不能${what}：${obstacle.label} 不属于任何已编译的计划。`, '请重新加载页面；若再次发生，请报告此问题。']
    default:
      return obstacle satisfies never
  }
}

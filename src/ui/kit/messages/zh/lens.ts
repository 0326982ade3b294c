import type { lens as english } from '../en/lens'

export const lens: typeof english = {
  title: '梯度透镜',
  lead: '损失仍受哪些时间步影响，每个单元能记住多久。',
}

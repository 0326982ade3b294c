import type { tasks as english } from '../en/tasks'

export const tasks: typeof english = {
  known: { digits: { title: '数字' } },
}

import type { HostContext } from '../context'

/** A run that lost its way is paused where it was good; what is asked of it then is asked of any paused run. */
export async function goOnIfSuspended({ training, changes }: Pick<HostContext, 'training' | 'changes'>): Promise<void> {
  if (training.isSuspended) await changes(async () => (training.isSuspended ? training.goOn() : undefined))
}

import type { Role, Subscription } from '../world'
import { alderScratch, cedarTape, fenwickStore } from './collections'
import { ada, ben, diffractionGroup, grace } from './identities'

/** Who runs what is not their own: owners need no role. */
export const sampleRoles: readonly Role[] = [
  {
    id: 'a3b1a3c6-1a6d-4c35-8c39-54d3f3c9a3d1',
    collection_id: alderScratch.id,
    principal_type: 'identity',
    principal: ben.id,
    role: 'activity_manager',
  },
  {
    id: '5d8f2f6e-67b5-4c3b-9a2c-0f6f7a0f7f42',
    collection_id: cedarTape.id,
    principal_type: 'identity',
    principal: grace.id,
    role: 'activity_monitor',
  },
  {
    id: '0b7e8a54-3d0e-4f5e-b7a4-3c5c8f1d9e60',
    collection_id: fenwickStore.id,
    principal_type: 'group',
    principal: diffractionGroup.id,
    role: 'activity_monitor',
  },
]

/** Ada's institution has one for all; Grace, who works at two, has to say which she means. */
export const sampleSubscriptions: readonly Subscription[] = [
  {
    id: alderScratch.document.subscription_id!,
    member_ids: [ada.id, grace.id],
    admin_ids: [ada.id],
  },
  { id: fenwickStore.document.subscription_id!, member_ids: [grace.id], admin_ids: [grace.id] },
]

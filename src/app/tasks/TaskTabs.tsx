import { Tabs } from '@base-ui/react/tabs'
import { useSearchParams } from 'react-router'
import type { Task } from '../../api/wire'
import { formatCount } from '../../components/format'
import { TAB, TAB_LIST } from '../../components/tabs'
import { lazyPart } from '../shared/lazy-part'
import { ForgetActions, ForgetTaskActions } from '../shared/records/ForgetActions'
import { SkippedFiles, TransferredFiles } from './files/TaskFiles'
import { TaskEvents } from './TaskEvents'
import { TaskOptions } from './TaskOptions'

const TABS = ['events', 'transferred', 'skipped', 'options', 'code'] as const

const TaskCode = lazyPart(() => import('./TaskCode').then(({ TaskCode }) => TaskCode))
const Receipt = lazyPart(() => import('./Receipt').then(({ Receipt }) => Receipt))

type Tab = (typeof TABS)[number]

/** What there is to look up about a task; which part is shown stands in the address. */
export function TaskTabs({ task }: { task: Task }) {
  const [search, setSearch] = useSearchParams()
  const isTransfer = task.type === 'TRANSFER'
  const asked = TABS.find((tab) => tab === search.get('tab')) ?? 'events'
  const tab = isTransfer || asked === 'code' ? asked : 'events'
  const show = (next: Tab) =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before)
        if (next === 'events') after.delete('tab')
        else after.set('tab', next)
        return after
      },
      { replace: true },
    )
  return (
    <Tabs.Root value={tab} onValueChange={show} className="flex flex-col gap-3">
      <Tabs.List aria-label="About this task" className={TAB_LIST}>
        <Tabs.Tab value="events" className={TAB}>
          Events
        </Tabs.Tab>
        {isTransfer && (
          <>
            <Tabs.Tab value="transferred" className={TAB}>
              Transferred
            </Tabs.Tab>
            <Tabs.Tab value="skipped" className={TAB}>
              Left out
              {task.subtasks_skipped_errors > 0 && (
                <span className="ml-1.5 font-normal text-warn">
                  {formatCount(task.subtasks_skipped_errors)}
                </span>
              )}
            </Tabs.Tab>
            <Tabs.Tab value="options" className={TAB}>
              Options
            </Tabs.Tab>
          </>
        )}
        <Tabs.Tab value="code" className={TAB}>
          Code
        </Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="events" tabIndex={-1}>
        <TaskEvents task={task} />
        {!isTransfer && <Receipt whileLoading={null} task={task} />}
      </Tabs.Panel>
      {isTransfer && (
        <>
          <Tabs.Panel value="transferred" tabIndex={-1}>
            <TransferredFiles task={task} />
            <Receipt whileLoading={null} task={task} />
          </Tabs.Panel>
          <Tabs.Panel value="skipped" tabIndex={-1}>
            <SkippedFiles task={task} />
          </Tabs.Panel>
          <Tabs.Panel value="options" tabIndex={-1}>
            <TaskOptions task={task} />
          </Tabs.Panel>
        </>
      )}
      <Tabs.Panel value="code" tabIndex={-1}>
        <TaskCode whileLoading={null} task={task} />
      </Tabs.Panel>
      <ForgetTaskActions taskId={task.task_id} />
      <ForgetActions />
    </Tabs.Root>
  )
}

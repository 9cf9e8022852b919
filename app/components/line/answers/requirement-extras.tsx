import type { ReactNode } from 'react'

type RequirementExtrasProps = {
  /** Files, links and policies that show it. */
  evidence?: ReactNode
  /** What earlier concerns taught about it. */
  lessons?: ReactNode
  /** What those who write the plan say to each other about it. */
  comments?: ReactNode
  /** The way to say that the question makes no sense here. */
  remark?: ReactNode
}

/** What stands below an answer, each part a form of its own. */
export function RequirementExtras({ lessons, evidence, comments, remark }: RequirementExtrasProps) {
  if (!lessons && !evidence && !comments && !remark) return null
  return (
    <div className="am-extras">
      {lessons}
      {evidence}
      {comments}
      {remark}
    </div>
  )
}

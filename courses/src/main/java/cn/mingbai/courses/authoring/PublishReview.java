package cn.mingbai.courses.authoring;

import cn.mingbai.core.approval.ApprovalId;

/**
 * What waits for a second person.
 *
 * @param reason what the proposer says was changed and why
 * @param proposedBy the proposer's name
 * @param own whether the caller is the proposer, who cannot decide it
 */
public record PublishReview(
        ApprovalId approval, PublishOrder order, PublishEffect effect, String reason, String proposedBy, boolean own) {}

package cn.mingbai.quizzes.answerfile;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.approval.Approval;
import cn.mingbai.core.approval.ApprovalKind;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.notices.InAppNotices;
import cn.mingbai.core.people.PersonAliases;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.quizzes.attempts.AnswerIntake;
import cn.mingbai.quizzes.attempts.Remarking;
import cn.mingbai.quizzes.questions.QuestionJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Takes a file of answers in once a second person has agreed. */
@Component
@Internal
class AnswerFileApproval implements ApprovalKind {

    static final String KIND = "quizzes.answer-file";

    private final JdbcClient jdbc;
    private final ObjectProvider<AnswerIntake> intake;
    private final InAppNotices notices;
    private final PersonAliases aliases;
    private final Audit audit;
    private final Texts texts;
    private final Clock clock;

    AnswerFileApproval(
            JdbcClient jdbc,
            ObjectProvider<AnswerIntake> intake,
            InAppNotices notices,
            PersonAliases aliases,
            Audit audit,
            Texts texts,
            Clock clock) {
        this.jdbc = jdbc;
        this.intake = intake;
        this.notices = notices;
        this.aliases = aliases;
        this.audit = audit;
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    public String name() {
        return KIND;
    }

    @Override
    public Action decidedBy() {
        return Action.RECORD_TRAINING;
    }

    @Override
    public String summary(Approval approval, Locale locale) {
        var file = AnswerFile.read(approval.payload());
        return intake.getObject()
                .ended(file.attempt())
                .map(attempt -> {
                    var name = jdbc.sql("select name from person where id = :id")
                            .param("id", attempt.person().value())
                            .query(String.class)
                            .single();
                    // Once taken in, the file holds nothing new: what was taken is told by the row of it.
                    var plan = FilePlan.of(file, attempt);
                    return texts.get(
                            locale,
                            "quizzes.answer-file.summary",
                            name,
                            attempt.title(),
                            Times.dayOf(attempt.handedIn()),
                            plan.fresh().size(),
                            attempt.score(),
                            intake.getObject()
                                    .effect(attempt, plan.fresh())
                                    .map(Remarking.Change::scoreAfter)
                                    .orElse(attempt.score()));
                })
                .orElse(approval.subject());
    }

    @Override
    public void approved(Approval approval) {
        var file = AnswerFile.read(approval.payload());
        var second = Objects.requireNonNull(approval.decidedBy());
        var attempt = intake.getObject()
                .lockedEnded(file.attempt())
                .orElseThrow(() -> new RuleViolation("quizzes.answer-file.not-ended"));
        var plan = FilePlan.of(file, attempt);
        if (plan.fresh().isEmpty()) {
            throw new Conflict("quizzes.answer-file.nothing-new");
        }
        var change = intake.getObject()
                .take(attempt, file.tab(), plan.fresh(), approval.reason(), approval.proposedBy(), second);
        var after = change.map(Remarking.Change::scoreAfter).orElse(attempt.score());
        jdbc.sql("""
                insert into answer_file (id, attempt_id, content, content_hash, before_json, taken, score_before,
                  score_after, reason, recorded_at, recorded_by, approved_by, approval_id)
                values (next value for answer_file_seq, :attempt, :content, :hash, :before, :taken, :scoreBefore,
                  :scoreAfter, :reason, :now, :by, :second, :approval)
                """)
                .param("attempt", attempt.attempt())
                .param("content", approval.payload())
                .param("hash", digest(approval.payload()))
                .param("before", QuestionJson.MAPPER.writeValueAsString(attempt.answers()))
                .param("taken", plan.fresh().size())
                .param("scoreBefore", attempt.score())
                .param("scoreAfter", after)
                .param("reason", approval.reason())
                .param("now", Times.sql(clock.instant()))
                .param("by", approval.proposedBy().value())
                .param("second", second.value())
                .param("approval", approval.id().value())
                .update();
        audit.record(
                "attempt.answer-file",
                "attempt " + attempt.attempt(),
                approval.division(),
                "person " + attempt.person().value() + ", answers "
                        + plan.fresh().keySet() + ", score " + attempt.score() + " -> " + after + ": "
                        + approval.reason());
        notices.post(
                new PersonId(aliases.kept(attempt.person().value())),
                "quiz.answer-file",
                "approval " + approval.id().value(),
                "quizzes.answer-file.notice",
                List.of(
                        attempt.title(),
                        Times.dayOf(attempt.handedIn()).toString(),
                        String.valueOf(plan.fresh().size()),
                        String.valueOf(attempt.score()),
                        String.valueOf(after)),
                "courses/" + attempt.course());
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("expected SHA-256 in every JDK", missing);
        }
    }
}

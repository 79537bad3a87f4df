package cn.mingbai.quizzes.bank;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.quizzes.papers.PaperSupply;
import cn.mingbai.quizzes.questions.Question;
import cn.mingbai.quizzes.questions.QuestionRules;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The versions of questions, for those who correct a key; they have checked their caller. */
@Component
@Internal
public class QuestionVersions {

    private final BankRows rows;
    private final PaperSupply papers;
    private final PolicyCatalogueCodes policy;

    QuestionVersions(BankRows rows, PaperSupply papers, PolicyCatalogueCodes policy) {
        this.rows = rows;
        this.papers = papers;
        this.policy = policy;
    }

    /** Every version of a question by its number, the latest first; empty when there is none. */
    public SequencedMap<Integer, Question> all(String course, String code) {
        var versions = new TreeMap<Integer, Question>();
        rows.versions(course, code).forEach(version -> versions.put(version.number(), version.question()));
        return versions.reversed();
    }

    /** Locks a course's quiz in the caller's transaction, against those who hand in as well; whether there is one. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean lock(String course) {
        return rows.lock(course);
    }

    /** Puts a question with another key into use as its next version. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(String course, Question question, int version, PersonId by, PersonId approvedBy, long approval) {
        rows.insertVersion(
                new BankRows.Draft(0, course, question.about().code(), version - 1, 0, question, "", "", "", by, ""),
                version,
                approvedBy,
                approval);
    }

    /**
     * Refuses a question that could not be let into the bank. A skill that nobody has stated yet is no obstacle: whoever
     * mends a key is not asked about it.
     *
     * @throws RuleViolation when something is missing, for example a source in its explanation
     */
    public void requireComplete(Question question) {
        QuestionRules.missing(question, policy.catalogue()).stream()
                .filter(fault -> !fault.field().equals("skill"))
                .findFirst()
                .ifPresent(fault -> {
                    throw new RuleViolation(
                            fault.messageKey(), fault.arguments().toArray());
                });
    }

    /** Whether papers can still be drawn without the question. */
    public boolean isDispensable(String course, String code) {
        return papers.sufficesWithout(course, code);
    }

    /** Whether the question is in use. */
    public boolean isInUse(String course, String code) {
        return !rows.retirements(course).containsKey(code);
    }

    /** Takes a question out of use. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void retire(String course, String code, String reason, PersonId by, PersonId approvedBy, long approval) {
        rows.retire(course, code, reason, by, approvedBy, approval);
    }
}

package cn.mingbai.quizzes.papers;

import cn.mingbai.core.audit.Audit;
import java.util.List;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts shipped rules on record at every start, after the questions: changed ones, unless an officer has written any. */
@Component
@Order(210)
class QuizRulesSeed implements ApplicationRunner {

    private final QuizRulesBook book;
    private final TransactionTemplate transactions;
    private final Audit audit;

    QuizRulesSeed(QuizRulesBook book, TransactionTemplate transactions, Audit audit) {
        this.book = book;
        this.transactions = transactions;
        this.audit = audit;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        seed(ShippedRules.all());
    }

    /** Seeds these, each in a transaction of its own. */
    void seed(List<ShippedRules> all) {
        all.forEach(shipped -> transactions.executeWithoutResult(status -> seed(shipped)));
    }

    private void seed(ShippedRules shipped) {
        // Also what two nodes that start at once wait for each other on.
        if (!book.lock(shipped.course())) {
            return;
        }
        var current = book.current(shipped.course()).orElseThrow();
        if (current.byOfficer() || (current.id() != 0 && current.rules().equals(shipped.rules()))) {
            return;
        }
        book.write(shipped.course(), shipped.rules(), null);
        audit.record("quiz.rules-seed", "quiz " + shipped.course(), null, "shipped");
    }
}

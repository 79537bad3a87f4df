package cn.mingbai.materials.texts;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.approval.Approvals;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts shipped texts into the database at every start, by code and digest. The first version of a text is in force, so
 * that a new installation prints; a further one waits as a draft for an officer and a second person. What an officer has
 * edited stays as it is, and what was thrown away does not come back.
 */
@Component
@Internal
@Order(TextSeed.ORDER)
class TextSeed implements ApplicationRunner {

    static final int ORDER = 110;

    private final TextRows rows;
    private final Approvals approvals;
    private final TransactionTemplate transactions;
    private final Audit audit;
    private final Clock clock;

    TextSeed(TextRows rows, Approvals approvals, TransactionTemplate transactions, Audit audit, Clock clock) {
        this.rows = rows;
        this.approvals = approvals;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        seed(ShippedText.all());
    }

    /** Seeds these texts, each in a transaction of its own. */
    void seed(List<ShippedText> texts) {
        texts.forEach(text -> transactions.executeWithoutResult(status -> seed(text)));
    }

    private void seed(ShippedText shipped) {
        var code = shipped.code();
        var source = shipped.source();
        rows.lock(code);
        var hash = source.digest();
        if (rows.wasOffered(code, hash)) {
            return;
        }
        var reading = TextReader.read(code, source, 1);
        if (!reading.faults().isEmpty()) {
            throw new IllegalStateException(
                    "expected the shipped text " + code.code() + " to have no fault, got " + reading.faults());
        }
        var latest = rows.latest(code).orElse(null);
        if (latest == null) {
            var today = Times.today(clock);
            var from = shipped.from().isAfter(today) ? today : shipped.from();
            var id = rows.insert(code, 1, source, hash, from, TextRows.Decided.SHIPPED);
            rows.insertEffect(code, id, from, Times.NO_END, "", TextRows.Decided.SHIPPED);
            audit.record("text.seed", "text " + code.code(), null, "version 1, in force");
        } else if (!Arrays.equals(latest.source().digest(), hash)) {
            var draft = rows.draft(code);
            if (draft.isPresent() && draft.get().isEdited()
                    || approvals
                            .open(TextProposal.KIND, TextProposal.subject(code))
                            .isPresent()) {
                // An officer works on it; it is offered at a later start, once that is done.
                return;
            }
            var revision = draft.map(TextRows.Draft::revision).orElse(0) + 1;
            rows.putDraft(code, latest.number(), revision, source, hash, "", null);
            audit.record("text.seed", "text " + code.code(), null, "a draft after version " + latest.number());
        }
        rows.noteOffered(code, hash);
    }
}

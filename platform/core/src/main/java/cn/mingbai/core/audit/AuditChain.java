package cn.mingbai.core.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Goes along the chain, row by row in the order of their numbers, and names what does not hold. It looks one row ahead: the
 * next row tells whether this one was changed, put in, or stands where others are missing. Holds a few rows at a time.
 */
final class AuditChain {

    /** How many findings are kept; all are counted. */
    static final int MOST = 50;

    private final AuditSeal seal;
    private final Map<Long, AuditAnchor> anchors = new HashMap<>();
    private final List<AuditFinding> findings = new ArrayList<>();
    private long count;
    private long rows;
    private long lastId;
    private long anchored;
    /** What the next row should follow; null after a place where that cannot be known. */
    private byte @Nullable [] link = AuditSeal.START;

    private @Nullable Sealed waiting;
    private long head;
    private byte[] headSeal = AuditSeal.START;

    AuditChain(AuditSeal seal, List<AuditAnchor> anchors) {
        this.seal = seal;
        anchors.forEach(anchor -> this.anchors.merge(anchor.id(), anchor, AuditChain::contradicting));
    }

    /**
     * A row as it is stored.
     *
     * @param id its number, 1 for the first
     */
    record Sealed(long id, AuditRow row, byte[] content, byte[] seal) {}

    private static AuditAnchor contradicting(AuditAnchor one, AuditAnchor other) {
        // Of two that differ only one can hold; the one that names more decides.
        return one.seal().startsWith(other.seal()) ? one : other;
    }

    /** The next row. */
    void accept(Sealed row) {
        rows++;
        if (waiting != null) {
            judge(waiting, row);
        }
        waiting = row;
    }

    /**
     * Ends the walk.
     *
     * @param head the number of the last row as the database keeps it beside the rows
     * @param headSeal its seal
     */
    AuditFindings end(long head, byte[] headSeal) {
        this.head = head;
        this.headSeal = headSeal;
        var last = waiting;
        if (last != null) {
            judge(last, null);
        }
        var isHead = Arrays.equals(headSeal, last == null ? AuditSeal.START : last.seal());
        if (lastId < head && !isHead) {
            found(AuditFinding.Kind.CUT_OFF, lastId + 1, head);
        } else if (count == 0 && (lastId != head || !isHead)) {
            found(AuditFinding.Kind.CHANGED, lastId, lastId);
        }
        if (count == 0) {
            anchors.keySet().stream()
                    .filter(id -> id > lastId)
                    .max(Long::compare)
                    .ifPresent(id -> found(AuditFinding.Kind.CUT_OFF, lastId + 1, id));
        }
        return new AuditFindings(rows, count, List.copyOf(findings));
    }

    private void judge(Sealed row, @Nullable Sealed next) {
        var expectedId = lastId + 1;
        var before = link;
        var own = Arrays.equals(row.content(), seal.content(row.row()));
        var linked = before == null || follows(row, before);
        lastId = row.id();
        link = row.seal();
        if (row.id() > expectedId && !linked) {
            found(AuditFinding.Kind.MISSING, expectedId, row.id() - 1);
            if (!own) {
                found(AuditFinding.Kind.CHANGED, row.id(), row.id());
            }
        } else if (own && linked) {
            if (row.id() != expectedId) {
                // Nothing is missing, since it follows the row before: only its number was changed.
                found(AuditFinding.Kind.MOVED, expectedId, row.id());
            }
            compareWithAnchor(row);
        } else if (before == null || linked) {
            found(AuditFinding.Kind.CHANGED, row.id(), row.id());
        } else {
            var wanted = seal.seal(before, row.content());
            if (next != null && follows(next, before)) {
                // The next one goes on from the row before: this one is too many.
                found(own ? AuditFinding.Kind.MOVED : AuditFinding.Kind.INSERTED, row.id(), row.id());
                link = before;
            } else if (next != null && follows(next, wanted)) {
                found(AuditFinding.Kind.CHANGED, row.id(), row.id());
                link = wanted;
            } else if (next != null && follows(next, row.seal())) {
                // A true row in its run, which does not go on from the one before: some were taken out between them.
                found(own ? AuditFinding.Kind.MISSING : AuditFinding.Kind.CHANGED, row.id(), row.id());
            } else if (next == null) {
                found(atEnd(row, own), row.id(), row.id());
            } else {
                found(own ? AuditFinding.Kind.MOVED : AuditFinding.Kind.CHANGED, row.id(), row.id());
                link = null;
            }
        }
    }

    // Behind the last row none tells what happened to it; the head does, which follows every row that is put in.
    private AuditFinding.Kind atEnd(Sealed row, boolean own) {
        if (!Arrays.equals(headSeal, row.seal())) {
            return AuditFinding.Kind.CHANGED;
        }
        if (!own) {
            return AuditFinding.Kind.INSERTED;
        }
        return head > row.id() ? AuditFinding.Kind.MISSING : AuditFinding.Kind.MOVED;
    }

    private boolean follows(Sealed next, byte[] before) {
        return Arrays.equals(next.seal(), seal.seal(before, next.content()));
    }

    private void compareWithAnchor(Sealed row) {
        var anchor = anchors.get(row.id());
        if (anchor == null) {
            return;
        }
        if (anchor.holds(row.seal())) {
            anchored = row.id();
        } else if (count == 0) {
            // The chain holds, but is not the one that was noted: it was cut off somewhere before and went on.
            found(AuditFinding.Kind.CUT_OFF, anchored + 1, row.id());
        }
    }

    private void found(AuditFinding.Kind kind, long from, long to) {
        count++;
        if (findings.size() < MOST) {
            findings.add(new AuditFinding(kind, from, to));
        }
    }
}

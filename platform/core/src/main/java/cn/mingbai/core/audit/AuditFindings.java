package cn.mingbai.core.audit;

import java.util.List;

/**
 * What verifying the chain found.
 *
 * @param rows how many rows were read
 * @param count how many findings there are in all
 * @param findings the first of them, in the order of the rows
 */
public record AuditFindings(long rows, long count, List<AuditFinding> findings) {

    /** Whether nothing was found. */
    public boolean holds() {
        return count == 0;
    }
}

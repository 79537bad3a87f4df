package cn.mingbai.households.retention;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.divisions.DivisionId;
import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A place where names or phones of households are kept: columns or files. Whoever adds one declares it as a bean, or the
 * test that searches the database afterwards fails.
 */
@Internal
public interface KeptNames {

    /** The key of the words for what is kept. */
    String what();

    /**
     * Counts in these villages.
     *
     * @param counting a statement with one number, which names the villages' ids {@code :villages}
     */
    static long counted(JdbcClient.StatementSpec counting, Collection<DivisionId> villages) {
        return villages.isEmpty()
                ? 0
                : counting.param(
                                "villages",
                                villages.stream().map(DivisionId::value).toList())
                        .query(Long.class)
                        .single();
    }

    /** How many are kept of these villages. */
    long count(Collection<DivisionId> villages);

    /**
     * Destroys them for one village, in the caller's transaction; again, it finds nothing.
     *
     * @return how many there were
     */
    long destroy(DivisionId village);
}

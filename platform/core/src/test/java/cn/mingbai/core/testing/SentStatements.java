package cn.mingbai.core.testing;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** How many statements a reading sends to the database, as the database counts them. */
@Component
public class SentStatements {

    private static final String QUESTIONS =
            "select cast(variable_value as signed) from information_schema.session_status"
                    + " where variable_name = 'QUESTIONS'";

    private final JdbcTemplate jdbc;
    private final PlatformTransactionManager transactions;

    SentStatements(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** What it sends within one read-only transaction, the transaction's own statements not counted. */
    public long count(Runnable reading) {
        var transaction = new TransactionTemplate(transactions);
        transaction.setReadOnly(true);
        Long count = transaction.execute(status -> {
            var before = jdbc.queryForObject(QUESTIONS, Long.class);
            reading.run();
            var after = jdbc.queryForObject(QUESTIONS, Long.class);
            return after == null || before == null ? -1 : after - before - 1;
        });
        return count == null ? -1 : count;
    }
}

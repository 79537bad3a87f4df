package cn.mingbai.core.testing;

import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.people.PersonId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Lets several go on at once that have all come to the same lock, so that each began before any of them was through. */
@Component
public class AtOnce {

    private final World world;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    AtOnce(World world, JdbcClient jdbc, TransactionTemplate transactions) {
        this.world = world;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /**
     * Runs each task in a thread of its own, signed in as {@code caller}. Each begins once those before it wait, so that
     * they come through the lock in the order of the tasks. Fails when one is through without waiting.
     *
     * @param lock a select for update of what they will wait for
     * @param waiting what the statement is like at which they wait
     * @return what each was told, in the order of the tasks: empty for one that went through
     */
    public List<String> run(PersonId caller, String lock, String waiting, List<Runnable> tasks) throws Exception {
        var refusals = new ArrayList<Future<String>>();
        try (var threads = Executors.newFixedThreadPool(tasks.size())) {
            transactions.executeWithoutResult(status -> {
                jdbc.sql(lock).query(Object.class).list();
                for (var task : tasks) {
                    refusals.add(threads.submit(() -> {
                        world.signIn(caller);
                        try {
                            task.run();
                            return "";
                        } catch (MingbaiException refused) {
                            return refused.getMessage();
                        }
                    }));
                    while (count(waiting) < refusals.size()) {
                        refusals.stream().filter(Future::isDone).forEach(done -> {
                            throw new AssertionError("expected each to wait at " + waiting + ", but one did not: "
                                    + (done.state() == Future.State.FAILED ? done.exceptionNow() : done.resultNow()));
                        });
                        Thread.onSpinWait();
                    }
                }
            });
            var said = new ArrayList<String>();
            for (var refusal : refusals) {
                said.add(refusal.get());
            }
            return said;
        }
    }

    private int count(String statement) {
        return jdbc.sql("select count(*) from information_schema.processlist where id <> connection_id()"
                        + " and info like :statement")
                .param("statement", statement)
                .query(Integer.class)
                .single();
    }
}

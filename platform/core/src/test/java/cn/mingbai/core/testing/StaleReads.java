package cn.mingbai.core.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.MergedBeanDefinitionPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Fails whatever may write, waits for a lock and then reads what it would have seen before it waited: under REPEATABLE READ
 * all plain selects see the state of the first one (ADR 0056). Transactions that tests open themselves are left alone.
 */
@Component
// Of this kind come last, so that this wraps what the application puts before its pool and not the pool.
class StaleReads implements MergedBeanDefinitionPostProcessor {

    /** Methods that may, by why. */
    private static final Map<String, String> EXCUSED = Map.of(
            "cn.mingbai.materials.leaflets.PrintBatches.order",
            "all sheets of a batch show one state, and what others may have made meanwhile is read with a lock");

    private static final Pattern SELECT = Pattern.compile("(?is)\\s*[(\\s]*(select|with)\\b.*\\bfrom\\b.*");
    private static final Pattern LOCKING =
            Pattern.compile("(?is).*\\b(for\\s+update|lock\\s+in\\s+share\\s+mode)\\b.*");

    @Override
    public void postProcessMergedBeanDefinition(RootBeanDefinition definition, Class<?> type, String name) {
        // Nothing is read from it.
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return "dataSource".equals(name) && bean instanceof DataSource source ? new Watched(source) : bean;
    }

    private static final class Watched extends DelegatingDataSource {

        Watched(DataSource source) {
            super(source);
        }

        @Override
        public Connection getConnection() throws SQLException {
            var connection = super.getConnection();
            var seen = new Seen(!connection.getAutoCommit());
            return (Connection) Proxy.newProxyInstance(
                    Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (self, method, arguments) -> {
                        seen.called(method.getName(), arguments);
                        try {
                            return method.invoke(connection, arguments);
                        } catch (InvocationTargetException failed) {
                            throw failed.getCause();
                        }
                    });
        }

        @Override
        public <T> T unwrap(Class<T> type) throws SQLException {
            return Objects.requireNonNull(getTargetDataSource()).unwrap(type);
        }

        @Override
        public boolean isWrapperFor(Class<?> type) throws SQLException {
            return Objects.requireNonNull(getTargetDataSource()).isWrapperFor(type);
        }
    }

    /** What one connection did since its transaction began. */
    private static final class Seen {

        private boolean inTransaction;
        private boolean readCommitted;
        private boolean readOnly;
        private boolean read;
        private @Nullable String lock;

        Seen(boolean inTransaction) {
            this.inTransaction = inTransaction;
        }

        void called(String method, Object @Nullable [] arguments) {
            switch (method) {
                case "setTransactionIsolation" ->
                    readCommitted = first(arguments).equals(Connection.TRANSACTION_READ_COMMITTED);
                case "setReadOnly" -> readOnly = first(arguments).equals(true);
                case "setAutoCommit" -> {
                    inTransaction = first(arguments).equals(false);
                    begin();
                }
                case "commit", "rollback", "close" -> begin();
                case "prepareStatement" -> sends((String) first(arguments));
                default -> {}
            }
        }

        private static Object first(Object @Nullable [] arguments) {
            return Objects.requireNonNull(arguments)[0];
        }

        private void begin() {
            read = false;
            lock = null;
        }

        private void sends(String statement) {
            if (!inTransaction
                    || readCommitted
                    || readOnly
                    || !SELECT.matcher(statement).matches()) {
                return;
            }
            if (LOCKING.matcher(statement).matches()) {
                if (read && lock == null) {
                    lock = statement;
                }
            } else if (lock == null) {
                read = true;
            } else {
                fail(lock, statement);
            }
        }
    }

    private static void fail(String lock, String statement) {
        var opener = opener();
        if (opener != null && !EXCUSED.containsKey(opener)) {
            throw new AssertionError("expected " + opener + " to be READ_COMMITTED or to lock before it reads anything"
                    + " (ADR 0056), but it waits at \"" + lock + "\" and then reads \"" + statement + "\"");
        }
    }

    /** What opened the transaction; null when that was a test. */
    private static @Nullable String opener() {
        var name = TransactionSynchronizationManager.getCurrentTransactionName();
        return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> {
                    String opener = null;
                    var opening = false;
                    for (var frame : (Iterable<StackWalker.StackFrame>) frames::iterator) {
                        var method = frame.getClassName() + "." + frame.getMethodName();
                        var operations = TransactionOperations.class.isAssignableFrom(frame.getDeclaringClass());
                        if (name == null ? opening && !operations : method.equals(name)) {
                            opener = isTest(frame.getDeclaringClass()) ? null : method;
                        }
                        opening = operations;
                    }
                    return opener;
                });
    }

    private static boolean isTest(Class<?> type) {
        var source = type.getProtectionDomain().getCodeSource();
        return source != null && source.getLocation().getPath().matches(".*(test-classes/|-tests\\.jar)");
    }
}

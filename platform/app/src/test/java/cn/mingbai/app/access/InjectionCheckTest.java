package cn.mingbai.app.access;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import cn.mingbai.app.FieldPhones;
import cn.mingbai.app.checks.CheckTest;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.Hostile;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.ledger.HouseholdDetails;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.ledger.Households;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Every public method of every service that takes a text, alone or inside a record or list, is called with texts against
 * SQL, HQL, Lucene, patterns, dates, numbers and logs in its place, by somebody who may call it. It answers or refuses as it
 * does for harmless texts: no other failure, no wait, nothing of a foreign district, no line in the log that it did not
 * write. Whatever such a call changed is undone.
 */
@CheckTest(6)
class InjectionCheckTest {

    private static final long SEED = 20261126;

    /** How the names of all that is foreign begin. */
    private static final String FOREIGN = "CANARY";

    /** Texts as anybody types them, among them those that find what is foreign, if anything does. */
    private static final List<String> HARMLESS = List.of("甲", "1", "2026-11-01", "", FOREIGN);

    /** A method gets all texts, unless its calls take so long that only some fit into this. */
    private static final long BUDGET_MS = 500;

    private static final int AT_LEAST = 25;
    private static final long DELAY_MS = 1_000;
    private static final Pattern LINE_BREAK = Pattern.compile("[\\n\\r\\u0085\\u2028\\u2029][^\\n]*" + Hostile.FORGED);

    @Autowired
    ApplicationContext context;

    @Autowired
    World world;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    private FieldPhones own;
    private String canary = "";
    private PersonId person = new PersonId(1);
    private final Map<Role, PersonId> callers = new java.util.EnumMap<>(Role.class);

    @Test
    void textsAreOnlyEverTexts() {
        seed();
        var log = new ListAppender<ILoggingEvent>();
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        log.start();
        root.addAppender(log);
        var faults = new TreeMap<String, String>();
        var called = new TreeMap<String, Integer>();
        try {
            new AccessWalk(context).methods().forEach((name, method) -> {
                if (takesText(method)) {
                    called.put(name, attack(name, method, faults));
                }
            });
        } finally {
            root.detachAppender(log);
            world.signOut();
        }
        log.list.stream()
                .map(InjectionCheckTest::said)
                .filter(said -> LINE_BREAK.matcher(said).find())
                .forEach(said -> faults.put("forged line of the log", said));
        var answered = called.values().stream().filter(count -> count > 0).count();
        System.out.println("Methods with texts: " + called.size() + ", whose callers got in: " + answered + ", calls: "
                + called.values().stream().mapToInt(Integer::intValue).sum());
        called.forEach((name, count) -> System.out.println("  " + count + " " + name));
        assertThat(faults).isEmpty();
        assertThat(answered).as("of %s methods", called.size()).isGreaterThan(called.size() * 2 / 3);
    }

    private void seed() {
        own = new FieldPhones(context, 3);
        var foreign = new FieldPhones(context, 0);
        canary = FOREIGN + foreign.district;
        world.signIn(Role.DISTRICT_OFFICER, foreign.district);
        var households = context.getBean(Households.class);
        for (var i = 0; i < 5; i++) {
            households.add(
                    foreign.village,
                    new HouseholdNumber("%06d".formatted(100 + i)),
                    new HouseholdDetails(canary, canary, null, 3, true, true, false),
                    LocalDate.of(2024, 1, 1));
        }
        // Several, for numbers are 1 and some of them skip so many.
        for (var i = 0; i < 3; i++) {
            var stranger = world.person(Role.OUTREACH_WORKER, foreign.code);
            jdbc.sql("update person set name = ? where id = ?")
                    .params(canary, stranger.value())
                    .update();
        }
        person = world.person(Role.OUTREACH_WORKER, own.code);
        for (var role : Role.values()) {
            callers.put(
                    role,
                    world.person(role, role == Role.STAFF || role == Role.OUTREACH_WORKER ? own.code : own.district));
        }
        world.signOut();
    }

    private int attack(String name, Method method, Map<String, String> faults) {
        var usual = usual(method);
        if (usual == null) {
            return 0;
        }
        world.signIn(java.util.Objects.requireNonNull(callers.get(usual.role)));
        var injections = new ArrayList<>(Hostile.injections());
        Collections.shuffle(injections, new Random(SEED + name.hashCode()));
        var texts = new ArrayList<>(HARMLESS);
        texts.addAll(injections);
        var most = (int) Math.clamp(BUDGET_MS / Math.max(1, usual.millis), AT_LEAST + HARMLESS.size(), texts.size());
        var begun = System.nanoTime();
        for (var i = 0; i < most; i++) {
            var text = texts.get(i);
            var outcome = call(method, text, usual.place);
            if (outcome.failure != null && !usual.failures.contains(outcome.failure)) {
                faults.putIfAbsent(name + ": " + outcome.failure, shortened(text));
            }
            if (outcome.millis > usual.millis + DELAY_MS
                    && call(method, text, usual.place).millis > usual.millis + DELAY_MS) {
                faults.putIfAbsent(name + ": took " + outcome.millis + " ms", shortened(text));
            }
            if (outcome.text.contains(canary)) {
                faults.putIfAbsent(name + ": shows what is foreign", shortened(text));
            }
            if (i > AT_LEAST + HARMLESS.size() && (System.nanoTime() - begun) / 1_000_000 > BUDGET_MS) {
                return i;
            }
        }
        return most;
    }

    /** How harmless texts are answered: by the first role that gets in, at the first place where it does. */
    private record Usual(Role role, DivisionId place, long millis, Set<String> failures) {}

    private @Nullable Usual usual(Method method) {
        for (var role : List.of(
                Role.DISTRICT_OFFICER,
                Role.OUTREACH_WORKER,
                Role.STAFF,
                Role.ADMINISTRATOR,
                Role.INSPECTOR,
                Role.AUDITOR,
                Role.TOWN_OFFICER)) {
            for (var place : List.of(own.village, world.division(own.district))) {
                world.signIn(java.util.Objects.requireNonNull(callers.get(role)));
                var failures = new HashSet<String>();
                var millis = 0L;
                var isRefused = false;
                for (var text : HARMLESS) {
                    var outcome = call(method, text, place);
                    isRefused |= "AccessRefused".equals(outcome.refusal);
                    millis = Math.max(millis, outcome.millis);
                    if (outcome.failure != null) {
                        failures.add(outcome.failure);
                    }
                }
                if (!isRefused) {
                    return new Usual(role, place, millis, failures);
                }
            }
        }
        return null;
    }

    private record Outcome(
            String text, @Nullable String refusal, @Nullable String failure, long millis) {}

    private Outcome call(Method method, String text, DivisionId place) {
        var begun = System.nanoTime();
        var outcome = java.util.Objects.requireNonNull(transactions.execute(status -> {
            status.setRollbackOnly();
            try {
                var arguments = new Object[method.getParameterCount()];
                for (var i = 0; i < arguments.length; i++) {
                    arguments[i] = value(method.getGenericParameterTypes()[i], text, place, 0);
                }
                var result = method.invoke(context.getBean(method.getDeclaringClass()), arguments);
                return new Outcome(
                        result instanceof BaseStream<?, ?> || result != null ? Rendering.of(result) : "",
                        null,
                        null,
                        0);
            } catch (InvocationTargetException thrown) {
                return refused(thrown.getCause());
            } catch (BadValue kept) {
                // The type of the parameter takes no such text: it does not get as far as the service.
                return new Outcome("", "BadValue", null, 0);
            } catch (ReflectiveOperationException | IllegalStateException unreadable) {
                return new Outcome("", null, "cannot be called or read: " + unreadable, 0);
            }
        }));
        return new Outcome(outcome.text, outcome.refusal, outcome.failure, (System.nanoTime() - begun) / 1_000_000);
    }

    private static Outcome refused(Throwable thrown) {
        if (thrown instanceof MingbaiException refused) {
            return new Outcome(refused.getMessage(), refused.getClass().getSimpleName(), null, 0);
        }
        var where = java.util.Arrays.stream(thrown.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("cn.mingbai")
                        && !frame.getClassName().contains("$$"))
                .findFirst()
                .map(frame -> " at " + frame.getFileName() + ":" + frame.getLineNumber())
                .orElse("");
        var causes = new StringBuilder(thrown.getClass().getSimpleName());
        for (var cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
            causes.append(" < ").append(cause.getClass().getSimpleName());
        }
        return new Outcome(String.valueOf(thrown.getMessage()), null, causes + where, 0);
    }

    private static final class BadValue extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static boolean takesText(Method method) {
        for (var type : method.getGenericParameterTypes()) {
            if (holdsText(type, 0)) {
                return true;
            }
        }
        return false;
    }

    private static boolean holdsText(Type type, int depth) {
        if (type == String.class || type == byte[].class) {
            return true;
        }
        if (depth > 4) {
            return false;
        }
        if (type instanceof ParameterizedType of) {
            for (var argument : of.getActualTypeArguments()) {
                if (holdsText(argument, depth + 1)) {
                    return true;
                }
            }
            return false;
        }
        if (type instanceof Class<?> record && record.isRecord()) {
            for (var component : record.getRecordComponents()) {
                if (holdsText(component.getGenericType(), depth + 1)) {
                    return true;
                }
            }
        }
        return false;
    }

    private @Nullable Object value(Type type, String text, DivisionId place, int depth) {
        if (type instanceof ParameterizedType of) {
            return collection(of, text, place, depth);
        }
        if (!(type instanceof Class<?> plain) || depth > 6) {
            return null;
        }
        if (plain == String.class) {
            return text;
        } else if (plain == byte[].class) {
            return text.getBytes(StandardCharsets.UTF_8);
        } else if (plain == DivisionId.class) {
            return place;
        } else if (plain == HouseholdId.class) {
            return new HouseholdId(own.households.getFirst());
        } else if (plain == PersonId.class) {
            return person;
        } else if (plain == LocalDate.class) {
            return LocalDate.of(2026, 11, 1);
        } else if (plain == Instant.class) {
            return Instant.parse("2026-11-01T00:00:00Z");
        } else if (plain == AsOf.class) {
            return AsOf.today(Clock.system(Times.ZONE));
        } else if (plain == Locale.class) {
            return Locale.CHINESE;
        } else if (plain == UUID.class) {
            return UUID.randomUUID();
        } else if (plain == int.class || plain == Integer.class) {
            return 1;
        } else if (plain == long.class || plain == Long.class) {
            return 1L;
        } else if (plain == boolean.class || plain == Boolean.class) {
            return true;
        } else if (plain == double.class || plain == Double.class) {
            return 1.0;
        } else if (plain.isEnum()) {
            return plain.getEnumConstants()[0];
        } else if (plain.isRecord()) {
            return record(plain, text, place, depth);
        }
        return null;
    }

    private @Nullable Object collection(ParameterizedType of, String text, DivisionId place, int depth) {
        var raw = (Class<?>) of.getRawType();
        var first = of.getActualTypeArguments()[0];
        if (raw.isAssignableFrom(Map.class)) {
            var key = value(first, text, place, depth + 1);
            var mapped = value(of.getActualTypeArguments()[1], text, place, depth + 1);
            return key == null || mapped == null ? Map.of() : Map.of(key, mapped);
        }
        var one = value(first, text, place, depth + 1);
        if (raw == Optional.class) {
            return Optional.ofNullable(one);
        } else if (raw.isAssignableFrom(List.class)) {
            return one == null ? List.of() : List.of(one);
        } else if (raw.isAssignableFrom(Set.class)) {
            return one == null ? Set.of() : Set.of(one);
        }
        return null;
    }

    private Object record(Class<?> type, String text, DivisionId place, int depth) {
        try {
            var components = type.getRecordComponents();
            var types = new Class<?>[components.length];
            var values = new Object[components.length];
            for (var i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                values[i] = value(components[i].getGenericType(), text, place, depth + 1);
            }
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException kept) {
            throw new BadValue();
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String said(ILoggingEvent event) {
        var said = new StringBuilder(event.getFormattedMessage());
        for (var thrown = event.getThrowableProxy(); thrown != null; thrown = thrown.getCause()) {
            said.append(' ').append(thrown.getMessage());
        }
        return said.toString();
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}

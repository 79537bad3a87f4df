package cn.mingbai.app.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;

import cn.mingbai.MingbaiApplication;
import cn.mingbai.app.access.Table.EndpointRow;
import cn.mingbai.app.access.Table.Kind;
import cn.mingbai.app.access.Table.MethodRow;
import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.audit.RecordedRows;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionCode;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.error.SecondFactorNeeded;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.config.ScheduledTaskHolder;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.WebApplicationContext;

/**
 * Walks every public method of every service, every Vaadin route and every endpoint, for every role and for the own
 * division, one below, the one above and one beside it. What the design allows must work and show the target's canary;
 * everything else must be refused, show none of it and change no table.
 */
@SpringBootTest(classes = MingbaiApplication.class, properties = "mingbai.demo=false")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTest {

    /** Views that need no action. Keep it empty: pages before the log-in are not Flow. */
    private static final Set<String> ROUTES_WITHOUT_ACTION = Set.of();

    @Autowired
    WebApplicationContext context;

    @Autowired
    World world;

    @Autowired
    DivisionDirectory divisions;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    Access access;

    private final Table table = new Table();
    private final Map<String, Target> targets = new HashMap<>();
    private final Map<Role, PersonId> callers = new EnumMap<>(Role.class);

    /** Of after the last refused call; null when anything that may write came after it, even if it was rolled back. */
    private @Nullable TableSums afterRefused;

    private AccessWalk walk = new AccessWalk(new org.springframework.context.support.StaticApplicationContext());

    @BeforeAll
    void seed() {
        // What the server does by itself every few seconds would look like a refused call that wrote.
        context.getBeansOfType(ScheduledTaskHolder.class)
                .values()
                .forEach(holder -> holder.getScheduledTasks().forEach(task -> task.cancel(false)));
        walk = new AccessWalk(context);
        AccessRows.ALL.forEach(rows -> rows.add(table));
        var fixture = new Fixture(context, world);
        for (var code : Place.TARGETS) {
            world.division(code);
            var target = new Target(division(code), division(Place.villageOf(code)));
            targets.put(code, target);
            AccessRows.ALL.forEach(rows -> rows.seed(fixture, target));
        }
        for (var role : Role.values()) {
            callers.put(role, world.person(role, Place.around(role).get(Relation.OWN)));
        }
        world.signOut();
    }

    @AfterEach
    void signOut() {
        afterRefused = null;
        world.signOut();
    }

    @Test
    void everyServiceMethodHasARowOrAReason() {
        var missing = new ArrayList<String>();
        var exempt = new TreeMap<String, String>();
        walk.methods().forEach((name, method) -> {
            var reason = AccessWalk.exemption(method);
            if (reason != null) {
                exempt.put(name, reason);
            } else if (!table.methods().containsKey(name)) {
                missing.add(AccessWalk.howToAdd(name, method));
            }
        });
        System.out.println("Service methods: " + walk.methods().size() + ", with a row: "
                + table.methods().size() + ", not division-scoped: " + exempt.size());
        exempt.forEach((name, reason) -> System.out.println("  " + name + ": " + reason));
        assertThat(missing).as("service methods without a row").isEmpty();
    }

    @Test
    void noRowIsWithoutItsMethodAndNoneIsThereTwice() {
        var found = new TreeSet<>(table.methods().keySet());
        walk.methods().forEach((name, method) -> {
            if (AccessWalk.exemption(method) == null) {
                found.remove(name);
            }
        });
        assertThat(found)
                .as("rows whose method is gone, renamed, or annotated @NotDivisionScoped")
                .isEmpty();
        assertThat(table.twice()).as("rows that are there twice").isEmpty();
    }

    @Test
    void anExemptMethodTakesNoDivisionAndSaysWhy() {
        var wrong = new TreeSet<String>();
        walk.methods().forEach((name, method) -> {
            var reason = AccessWalk.exemption(method);
            if (reason != null
                    && (reason.length() < 15
                            || Arrays.asList(method.getParameterTypes()).contains(DivisionId.class))) {
                wrong.add(name + ": " + reason);
            }
        });
        assertThat(wrong)
                .as("@NotDivisionScoped with a division among the parameters, or without a real reason")
                .isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> serviceMethods() {
        return table.methods().values().stream()
                .sorted(java.util.Comparator.comparing(row -> row.method))
                .map(row -> DynamicTest.dynamicTest(row.method, () -> {
                    var wrong = new ArrayList<String>();
                    for (var role : Role.values()) {
                        Place.around(role).forEach((relation, code) -> {
                            var problem = check(row, role, relation, target(code));
                            if (problem != null) {
                                wrong.add(role + " × " + relation + " (" + target(code) + "): " + problem);
                            }
                        });
                    }
                    var anonymous = check(row, null, Relation.SIBLING, target(World.VILLAGE));
                    if (anonymous != null) {
                        wrong.add("nobody signed in: " + anonymous);
                    }
                    for (var role : row.nationwide) {
                        world.signIn(world.person(role, Place.NATION));
                        var nationwide = inTransaction(row, Relation.CHILD, target(World.DISTRICT));
                        if (nationwide != null) {
                            wrong.add(role + " of the whole country: " + nationwide);
                        }
                    }
                    wrong.addAll(withOneFactor(row));
                    if (row.roles.isEmpty() && row.nationwide.isEmpty()) {
                        wrong.add("the row names no role, so that a method that refuses everybody would pass");
                    }
                    assertThat(wrong).as(row.method).isEmpty();
                }));
    }

    /** What a session may wrongly do that has shown its password only: as an administrator, or with names in clear. */
    private <S> List<String> withOneFactor(MethodRow<S> row) {
        var wrong = new ArrayList<String>();
        for (var role : Role.values()) {
            // What names no division is about the caller's own, such as where notices go.
            if (row.unaimed || !row.roles.contains(role) && !row.nationwide.contains(role)) {
                continue;
            }
            var own = target(java.util.Objects.requireNonNull(Place.around(role).get(Relation.OWN)));
            var caller = row.roles.contains(role)
                    ? java.util.Objects.requireNonNull(callers.get(role))
                    : world.person(role, Place.NATION);
            world.signInWithOneFactor(caller);
            if (role.isSeparated()) {
                var problem = refused(row, own);
                if (problem != null) {
                    wrong.add(role + " with one factor: " + problem);
                }
            } else if (row.inClear) {
                afterRefused = null;
                try {
                    call(row, own);
                    wrong.add(role + " with one factor: expected to be asked for a second");
                } catch (SecondFactorNeeded asked) {
                    continue;
                } catch (Throwable other) {
                    wrong.add(role + " with one factor: expected to be asked for a second, but " + other);
                }
            }
        }
        return wrong;
    }

    @Test
    void whatHandsOutNamesInClearSaysSoInItsRow() {
        assertThat(table.methods().values().stream()
                        .filter(row -> row.method.matches("(?i).*\\.\\w*(unmask|withnames)\\w*\\(.*") != row.inClear)
                        .filter(row -> !row.inClear)
                        .map(row -> row.method))
                .as("add .inClear() to the row, and access.requireSecondFactor() to the method")
                .isEmpty();
    }

    private Division division(String code) {
        return divisions.byCode(new DivisionCode(code), World.LIST_2023).orElseThrow();
    }

    private Target target(String code) {
        return java.util.Objects.requireNonNull(targets.get(code));
    }

    private <S> @Nullable String check(MethodRow<S> row, @Nullable Role role, Relation relation, Target target) {
        if (role == null) {
            world.signOut();
        } else {
            world.signIn(java.util.Objects.requireNonNull(callers.get(role)));
        }
        if (role != null && row.expects(role, relation)) {
            return inTransaction(row, relation, target);
        }
        if (role != null && row.roles.contains(role) && row.beyond.containsKey(relation)) {
            return null;
        }
        if (role != null && row.unaimed && row.roles.contains(role)) {
            return silent(row, target);
        }
        return refused(row, target);
    }

    private <S> @Nullable String silent(MethodRow<S> row, Target target) {
        return rolledBack(() -> {
            try {
                var text = Rendering.of(call(row, target));
                var mark = row.mark.apply(target);
                return text.contains(mark) ? "expected nothing of it, but the answer shows " + mark : null;
            } catch (Throwable failed) {
                return "expected an answer about the own divisions, but " + failed;
            }
        });
    }

    private <S> @Nullable String inTransaction(MethodRow<S> row, Relation relation, Target target) {
        return rolledBack(() -> allowed(row, relation, target));
    }

    // So that every call meets the world as it was seeded.
    private @Nullable String rolledBack(Supplier<@Nullable String> check) {
        afterRefused = null;
        return transactions.execute(status -> {
            status.setRollbackOnly();
            return check.get();
        });
    }

    private <S> @Nullable String allowed(MethodRow<S> row, Relation relation, Target target) {
        var before = row.kind == Kind.WRITE && row.changes ? TableSums.of(jdbc) : null;
        var recordedBefore = RecordedRows.count();
        @Nullable Object result;
        try {
            result = call(row, target);
        } catch (Throwable failed) {
            return "expected to be allowed, but " + failed;
        }
        var recorded = RecordedRows.count() - recordedBefore;
        var mark = row.mark.apply(target);
        if (row.shows.contains(relation) && !Rendering.of(result).contains(mark)) {
            return "expected the answer to show " + mark + ", but it is " + shorten(Rendering.of(result));
        }
        if (row.kind == Kind.READ) {
            return trace(row, recorded);
        }
        if (before == null || recorded > 0) {
            return null;
        }
        var changed = TableSums.of(jdbc).changedSince(before);
        if (changed.isEmpty()) {
            return "expected the write to change a table, but none changed";
        }
        return row.unaudited == null
                ? "expected a row in the audit trail, but " + changed + " changed without one; or, only with a good"
                        + " reason, .leavesNoTrace(…)"
                : null;
    }

    private static @Nullable String trace(MethodRow<?> row, int recorded) {
        if (row.audited == (recorded > 0)) {
            return null;
        }
        return row.audited
                ? "expected a row in the audit trail, but it left none"
                : "it left a row in the audit trail: say so by .audited(), so that it stays";
    }

    private TableSums beforeRefused() {
        var sums = afterRefused == null ? TableSums.of(jdbc) : afterRefused;
        afterRefused = null;
        return sums;
    }

    private Set<String> changedByRefused(TableSums before) {
        afterRefused = TableSums.of(jdbc);
        return afterRefused.changedSince(before);
    }

    private <S> @Nullable String refused(MethodRow<S> row, Target target) {
        var before = beforeRefused();
        @Nullable String problem = null;
        try {
            var text = Rendering.of(call(row, target));
            var mark = row.mark.apply(target);
            if (text.contains(mark)) {
                problem = "expected nothing of it, but the answer shows " + mark + ": " + shorten(text);
            } else if (row.kind == Kind.WRITE && !row.answersRefusal) {
                problem = "expected to be refused, but the write went through";
            }
        } catch (AccessRefused | NotFound expected) {
            if (expected.getMessage().contains(target.canary())) {
                problem = "expected a refusal that says nothing, but it says " + expected.getMessage();
            }
        } catch (RuleViolation broken) {
            problem = row.answersRefusal && !broken.getMessage().contains(target.canary())
                    ? null
                    : "expected AccessRefused or NotFound, but " + broken;
        } catch (Throwable other) {
            problem = "expected AccessRefused or NotFound, but " + other;
        }
        var changed = changedByRefused(before);
        return changed.isEmpty() ? problem : "expected no change, but " + changed + " changed; " + problem;
    }

    private <S> @Nullable Object call(MethodRow<S> row, Target target) throws Exception {
        var how = row.call;
        if (how == null) {
            throw new IllegalStateException("the row for " + row.method + " has no call");
        }
        var result = how.on(context.getBean(row.service), target);
        // A lazy result is read while the caller is still signed in.
        return result instanceof java.util.stream.BaseStream<?, ?> ? Rendering.of(result) : result;
    }

    private static String shorten(String text) {
        return text.length() <= 300 ? text : text.substring(0, 300) + "…";
    }

    @Test
    void everyRouteHasAnActionAndARow() {
        var wrong = new ArrayList<String>();
        var routes = walk.routes();
        assertThat(routes).isNotEmpty();
        routes.forEach((path, view) -> {
            if (AccessWalk.openTo(view) == null && !ROUTES_WITHOUT_ACTION.contains(path)) {
                wrong.add(view.getName() + " at /" + path + " has no @OpenTo");
            }
            if (!table.routes().containsKey(path)) {
                wrong.add("No row for the route /" + path + ". Add to " + AccessWalk.file(view)
                        + ":\n      table.route(\"" + path + "\", /* roles, from the design */);");
            }
        });
        var gone = new TreeSet<>(table.routes().keySet());
        gone.removeAll(routes.keySet());
        assertThat(gone).as("rows whose route is gone").isEmpty();
        assertThat(wrong).as("routes").isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> routes() {
        return walk.routes().entrySet().stream()
                .filter(route ->
                        table.routes().containsKey(route.getKey()) && AccessWalk.openTo(route.getValue()) != null)
                .map(route -> DynamicTest.dynamicTest("/" + route.getKey(), () -> {
                    var openTo = java.util.Objects.requireNonNull(AccessWalk.openTo(route.getValue()));
                    var opens = new TreeSet<Role>();
                    for (var role : Role.values()) {
                        world.signIn(java.util.Objects.requireNonNull(callers.get(role)));
                        if (access.may(openTo.value())) {
                            opens.add(role);
                        }
                    }
                    assertThat(opens)
                            .as("roles that open /" + route.getKey())
                            .containsExactlyInAnyOrderElementsOf(table.routes().get(route.getKey()));
                }));
    }

    @Test
    void everyEndpointHasARow() {
        var missing = new ArrayList<String>();
        var endpoints = walk.endpoints();
        endpoints.forEach((name, handler) -> {
            if (!table.endpoints().containsKey(name)) {
                var parts = name.split(" ", 2);
                missing.add("No row for the endpoint " + name + " (" + handler + "). Add to "
                        + AccessWalk.file(handler.getDeclaringClass()) + ":\n      table.endpoint(\"" + parts[0]
                        + "\", \""
                        + parts[1] + "\").by(/* roles */).request(target -> get(\"" + parts[1] + "\")).shows();");
            }
        });
        var gone = new TreeSet<>(table.endpoints().keySet());
        gone.removeAll(endpoints.keySet());
        assertThat(gone).as("rows whose endpoint is gone").isEmpty();
        assertThat(missing).as("endpoints without a row").isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> endpoints() {
        var mvc = MockMvcBuilders.webAppContextSetup(context)
                .apply(springSecurity())
                .build();
        return table.endpoints().values().stream()
                .sorted(java.util.Comparator.comparing(row -> row.name))
                .map(row -> DynamicTest.dynamicTest(row.name, () -> {
                    var wrong = new ArrayList<String>();
                    for (var role : Role.values()) {
                        for (var around : Place.around(role).entrySet()) {
                            var problem = check(mvc, row, role, around.getKey(), target(around.getValue()));
                            if (problem != null) {
                                wrong.add(role + " × " + around.getKey() + ": " + problem);
                            }
                        }
                    }
                    var anonymous = check(mvc, row, null, Relation.SIBLING, target(World.VILLAGE));
                    if (anonymous != null) {
                        wrong.add("nobody signed in: " + anonymous);
                    }
                    assertThat(wrong).as(row.name).isEmpty();
                }));
    }

    private @Nullable String check(MockMvc mvc, EndpointRow row, @Nullable Role role, Relation relation, Target target)
            throws Exception {
        var how = row.request;
        if (how == null) {
            return "the row has no request";
        }
        // From another address each time: how often one may ask is limited, and no matter of this test.
        var request = how.to(target).with(asked -> {
            asked.setRemoteAddr(java.util.UUID.randomUUID().toString());
            return asked;
        });
        if (role == null) {
            world.signOut();
        } else {
            world.signIn(java.util.Objects.requireNonNull(callers.get(role)));
            request.with(authentication(SecurityContextHolder.getContext().getAuthentication()));
        }
        var mark = row.mark.apply(target);
        var toAnyone = row.open || role == null;
        var allowed = toAnyone || row.roles.contains(role) && (relation.within() || row.anywhere != null);
        var before = allowed ? null : beforeRefused();
        afterRefused = null;
        var response = mvc.perform(request).andReturn().getResponse();
        var body = Rendering.of(response.getContentAsByteArray());
        var status = response.getStatus();
        if (toAnyone) {
            var expected = row.anonymous;
            if (status != expected) {
                return "expected " + expected + ", but " + status;
            }
            return body.contains(mark) ? "expected no canary, but the page shows it" : null;
        }
        if (before == null) {
            if (status != row.ok) {
                return "expected " + row.ok + ", but " + status;
            }
            return row.shows && !body.contains(mark)
                    ? "expected the page to show " + mark + ", but it is " + shorten(body)
                    : null;
        }
        var changed = changedByRefused(before);
        if (body.contains(mark)) {
            return "expected nothing of it, but the answer shows " + mark;
        }
        if (!List.of(302, 303, 403, 404).contains(status)) {
            return "expected a refusal (403, 404 or a redirect), but " + status;
        }
        return changed.isEmpty() ? null : "expected no change, but " + changed + " changed";
    }
}

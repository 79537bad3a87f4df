package cn.mingbai.app.access;

import cn.mingbai.core.access.Role;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** The access table, as people who know the design wrote it: roles are literal here and never read from the code. */
final class Table {

    /** A call of the real bean with arguments aimed at the target. */
    @FunctionalInterface
    interface Call<S> {
        @Nullable
        Object on(S bean, Target target) throws Exception;
    }

    /** The same for a method without a result. */
    @FunctionalInterface
    interface Act<S> {
        void on(S bean, Target target) throws Exception;
    }

    /** A request aimed at the target. */
    @FunctionalInterface
    interface Request {
        MockHttpServletRequestBuilder to(Target target);
    }

    enum Kind {
        READ,
        WRITE
    }

    /** A row for a service method. */
    static final class MethodRow<S> {
        final Class<S> service;
        final String method;
        final Kind kind;
        final Set<Role> roles = EnumSet.noneOf(Role.class);
        final Map<Relation, String> beyond = new HashMap<>();

        @Nullable
        Call<S> call;

        final Set<Role> nationwide = EnumSet.noneOf(Role.class);
        final Set<Relation> shows = EnumSet.noneOf(Relation.class);
        Function<Target, String> mark = Target::canary;
        boolean changes = true;
        boolean answersRefusal;
        boolean unaimed;
        boolean audited;

        @Nullable
        String unaudited;

        boolean inClear;

        private MethodRow(Class<S> service, String method, Kind kind) {
            this.service = service;
            this.method = method;
            this.kind = kind;
        }

        /** The roles that may call it, from the design. */
        MethodRow<S> by(Role... expected) {
            roles.addAll(Set.of(expected));
            return this;
        }

        /** Calls it for the target. */
        MethodRow<S> call(Call<S> how) {
            call = how;
            return this;
        }

        /** Calls it for the target; it has no result. */
        MethodRow<S> act(Act<S> how) {
            call = (bean, target) -> {
                how.on(bean, target);
                return null;
            };
            return this;
        }

        /** The roles that may call it when they hold it for the whole country, and at no division below. */
        MethodRow<S> nationwide(Role... expected) {
            nationwide.addAll(Set.of(expected));
            return this;
        }

        /** Its result holds the target's canary for whoever may see it. */
        MethodRow<S> shows() {
            return shows(Relation.OWN, Relation.CHILD);
        }

        /** Its result holds the target's canary where the target lies so. */
        MethodRow<S> shows(Relation... where) {
            shows.addAll(Set.of(where));
            return this;
        }

        /** Its result holds the target's code, for facts that come from the lists and bear no canary. */
        MethodRow<S> showsCode() {
            mark = Target::code;
            return shows();
        }

        /** It hands out names in clear: nobody may call it in a session with one factor. */
        MethodRow<S> inClear() {
            inClear = true;
            return this;
        }

        /** A write that may leave the tables as they are, and why. */
        MethodRow<S> mayChangeNothing(String reason) {
            changes = false;
            return this;
        }

        /** It refuses in its answer or as a broken rule, line by line, instead of refusing the call; and why. */
        MethodRow<S> refusesInItsAnswer(String reason) {
            answersRefusal = true;
            return this;
        }

        /**
         * A write that names no division, so that whoever may call it at home may call it: its answer must still say
         * nothing of a target out of reach; and why.
         */
        MethodRow<S> namesNoDivision(String reason) {
            unaimed = true;
            return this;
        }

        /** A target outside the own subtree that the design lets the roles see all the same, and why. */
        MethodRow<S> reachesBeyond(Relation relation, String reason) {
            beyond.put(relation, reason);
            return this;
        }

        /** A read that leaves a row in the audit trail, for example because it shows or exports names. */
        MethodRow<S> audited() {
            audited = true;
            return this;
        }

        /** A write that leaves no row in the audit trail of its own, and why. */
        MethodRow<S> leavesNoTrace(String reason) {
            unaudited = reason;
            return this;
        }

        boolean expects(Role role, Relation relation) {
            return roles.contains(role) && relation.within();
        }
    }

    /** A row for an endpoint. */
    static final class EndpointRow {
        final String name;
        final Set<Role> roles = EnumSet.noneOf(Role.class);

        @Nullable
        Request request;

        int ok = 200;
        boolean open;
        boolean shows;
        int anonymous = 302;

        @Nullable
        String anywhere;

        Function<Target, String> mark = Target::canary;

        private EndpointRow(String name) {
            this.name = name;
        }

        /** The roles that are answered {@link #ok}; everybody else is refused. */
        EndpointRow by(Role... expected) {
            roles.addAll(Set.of(expected));
            return this;
        }

        EndpointRow request(Request how) {
            request = how;
            return this;
        }

        /** Answered alike to everybody, signed in or not, and never with a canary. */
        EndpointRow open(int status) {
            open = true;
            ok = status;
            anonymous = status;
            return this;
        }

        /** Looks for this instead of the canary, where the canary also stands in what everybody may read. */
        EndpointRow marks(Function<Target, String> what) {
            mark = what;
            return this;
        }

        /** The status for those who may; 200 unless said. */
        EndpointRow ok(int status) {
            ok = status;
            return this;
        }

        /** The status for those who are not signed in; 302 to the log-in page unless said. */
        EndpointRow anonymous(int status) {
            anonymous = status;
            return this;
        }

        /** The answer holds the target's canary for whoever may see it. */
        EndpointRow shows() {
            shows = true;
            return this;
        }

        /** The request names no division, so that the roles are answered whatever the target; and why. */
        EndpointRow namesNoDivision(String reason) {
            anywhere = reason;
            return this;
        }
    }

    /**
     * A row for where a view offers files or takes them in: whoever opens the page gets an address of its own for each, and
     * who may have the file is decided by the service that makes or takes it.
     *
     * @param place class without {@code cn.mingbai.}, and method
     * @param times how often the method does it
     * @param services the methods that decide, as {@link #files} takes them
     */
    record FileRow(String place, int times, Set<String> services) {}

    private final Map<String, FileRow> files = new HashMap<>();
    private final Map<String, MethodRow<?>> methods = new HashMap<>();
    private final Map<String, Set<Role>> routes = new HashMap<>();
    private final Map<String, EndpointRow> endpoints = new HashMap<>();
    private final List<String> twice = new ArrayList<>();

    /** A row for a method that reads. */
    <S> MethodRow<S> read(Class<S> service, String method, Class<?>... parameters) {
        return row(service, method, Kind.READ, parameters);
    }

    /** A row for a method that writes. */
    <S> MethodRow<S> write(Class<S> service, String method, Class<?>... parameters) {
        return row(service, method, Kind.WRITE, parameters);
    }

    /** A row for a Vaadin route: its path and the roles that may open it. */
    void route(String path, Role... roles) {
        if (routes.put(path, Set.of(roles)) != null) {
            twice.add("route " + path);
        }
    }

    /** A row for an MVC endpoint: the HTTP method and the path pattern as mapped. */
    EndpointRow endpoint(String method, String pattern) {
        var row = new EndpointRow(method + " " + pattern);
        if (endpoints.put(row.name, row) != null) {
            twice.add(row.name);
        }
        return row;
    }

    /**
     * A row for a method of a view that offers files or takes them in.
     *
     * @param services the service methods that decide, as rows name them: without {@code cn.mingbai.}, up to the bracket
     */
    void files(String place, int times, String... services) {
        if (files.put(place, new FileRow(place, times, Set.of(services))) != null) {
            twice.add(place);
        }
    }

    private <S> MethodRow<S> row(Class<S> service, String method, Kind kind, Class<?>... parameters) {
        var name = name(service, method, parameters);
        var row = new MethodRow<>(service, name, kind);
        if (methods.put(name, row) != null) {
            twice.add(name);
        }
        return row;
    }

    /** How a method is named in rows and messages. */
    static String name(Class<?> service, String method, Class<?>... parameters) {
        return service.getName().replaceFirst("^cn\\.mingbai\\.", "") + "." + method
                + Stream.of(parameters).map(Class::getSimpleName).collect(Collectors.joining(", ", "(", ")"));
    }

    Map<String, MethodRow<?>> methods() {
        return methods;
    }

    Map<String, Set<Role>> routes() {
        return routes;
    }

    Map<String, EndpointRow> endpoints() {
        return endpoints;
    }

    Map<String, FileRow> files() {
        return files;
    }

    /** Rows that were added more than once. */
    List<String> twice() {
        return twice;
    }
}

package cn.mingbai.core.access;

import cn.mingbai.core.copies.Copies;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.SecondFactorNeeded;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonAliases;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * Answers who is calling, what they may do, and where. Grants and duties are read anew for every call, so that leaving a
 * post ends access that day; within one read-only transaction, which sees the same all along, once.
 */
@Component
@Internal
public class Access {

    private final JdbcClient jdbc;
    private final Clock clock;

    Access(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A role held at a division today.
     *
     * @param division where
     */
    public record Held(Role role, DivisionId division) {}

    /**
     * Who is signed in.
     *
     * @throws AccessRefused when nobody is
     */
    public Caller caller() {
        return callerIfAny().orElseThrow(() -> new AccessRefused("core.access.sign-in-first"));
    }

    /** Who is signed in, or empty. */
    public Optional<Caller> callerIfAny() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof SignedIn signedIn
                ? Optional.of(signedIn.caller())
                : Optional.empty();
    }

    /**
     * The roles that the caller holds today, by grant or by duty; empty after leaving. A session with one factor holds none
     * of the three separated ones ({@link Role#isSeparated()}).
     */
    public List<Held> held() {
        var held = held(caller().person().value());
        return hasSecondFactor()
                ? held
                : held.stream().filter(one -> !one.role().isSeparated()).toList();
    }

    /**
     * Checks that the caller's session has shown a second factor: asked by whatever shows or exports names in clear.
     *
     * @throws AccessRefused when nobody is signed in
     * @throws SecondFactorNeeded when the session has one factor only
     */
    public void requireSecondFactor() {
        caller();
        if (!hasSecondFactor()) {
            throw new SecondFactorNeeded();
        }
    }

    private static boolean hasSecondFactor() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null
                && authentication.getPrincipal() instanceof SignedIn signedIn
                && signedIn.hasSecondFactor();
    }

    /**
     * The roles that a person holds today, by grant or by duty, its own and those of all records merged into it; none
     * for a record that is itself merged into another.
     */
    public List<Held> held(long person) {
        return held(person, Times.today(clock));
    }

    /** What somebody holds on a day, asked in one snapshot. */
    private record Holding(long person, LocalDate day) {}

    private List<Held> held(long person, LocalDate day) {
        return Copies.once(new Holding(person, day), () -> read(person, day));
    }

    // What was recorded last counts, not what was known now: else a withdrawn role came back when the clock is set
    // back.
    private List<Held> read(long person, LocalDate day) {
        var rows = jdbc.sql("""
                select g.role, g.division_id from %1$s join role_grant g on g.person_id = self.id
                where g.valid_from <= :day and g.valid_to > :day
                  and g.superseded_at = '9999-12-31'
                union
                select p.duty, p.division_id from %1$s join posting p on p.person_id = self.id
                where p.valid_from <= :day and p.valid_to > :day
                  and p.superseded_at = '9999-12-31'
                """.formatted(PersonAliases.SELF))
                .param("person", person)
                .param("day", day)
                .query((row, index) -> new Held(role(row.getString(1)), new DivisionId(row.getLong(2))))
                .list();
        return rows.stream().distinct().toList();
    }

    /** Whether the caller may do {@code action} anywhere: for menus, never as a guard. */
    public boolean may(Action action) {
        return callerIfAny().isPresent()
                && held().stream().anyMatch(held -> action.roles().contains(held.role()));
    }

    /**
     * The caller's reach for {@code action}.
     *
     * @throws AccessRefused when no role allows it anywhere
     */
    public Reach require(Action action) {
        Set<DivisionId> roots = held().stream()
                .filter(held -> action.roles().contains(held.role()))
                .map(Held::division)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (roots.isEmpty()) {
            throw new AccessRefused("core.access.refused");
        }
        return new Reach(roots, Times.today(clock));
    }

    /**
     * The caller's reach for {@code action}, having checked that {@code division} lies within it.
     *
     * @throws AccessRefused when no role allows it anywhere
     * @throws NotFound when the division is outside the reach
     */
    public Reach require(Action action, DivisionId division) {
        var reach = require(action);
        if (!covers(reach, division)) {
            throw new NotFound("core.access.not-found");
        }
        return reach;
    }

    /**
     * What a person reached for {@code action} by the roles held on {@code day}, as known now; empty when none allowed it. For
     * who is not signed in, such as a phone that shows its key: the units below are today's.
     */
    public Optional<Reach> reachOf(PersonId person, Action action, LocalDate day) {
        Set<DivisionId> roots = held(person.value(), day).stream()
                .filter(held -> action.roles().contains(held.role()))
                .map(Held::division)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return roots.isEmpty() ? Optional.empty() : Optional.of(new Reach(roots, Times.today(clock)));
    }

    /** Whether {@code division} lies within a reach. */
    public boolean covers(Reach reach, DivisionId division) {
        return jdbc.sql("select 1 from division d where d.id = :division and " + Reach.covers("d.id"))
                .param("division", division.value())
                .params(reach.parameters())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** Those of some divisions that lie within a reach. */
    public Set<DivisionId> covered(Reach reach, Collection<DivisionId> divisions) {
        if (divisions.isEmpty()) {
            return Set.of();
        }
        return Set.copyOf(jdbc.sql("select d.id from division d where d.id in (:divisions) and " + Reach.covers("d.id"))
                .param("divisions", divisions.stream().map(DivisionId::value).toList())
                .params(reach.parameters())
                .query((row, index) -> new DivisionId(row.getLong(1)))
                .list());
    }

    private static Role role(String dutyOrRole) {
        for (var duty : Duty.values()) {
            if (duty.name().equals(dutyOrRole)) {
                return duty.role();
            }
        }
        return Role.valueOf(dutyOrRole);
    }
}

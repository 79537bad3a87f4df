package cn.mingbai.core.identity;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Access.Held;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonAliases;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.people.PostingDirectory;
import cn.mingbai.core.people.StaffNumber;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whose log-in an officer may set anew. A code is as good as the account, so it may open nothing that the officer does not
 * reach: every posting and grant of the person must lie within the reach of a role that outranks it. A town officer thus
 * cannot become the district's by resetting somebody who also holds a grant above.
 */
@Component
class ResetRights {

    private static final Set<Role> BY_DUTY = Set.of(Role.STAFF, Role.OUTREACH_WORKER);

    private final JdbcClient jdbc;
    private final Access access;
    private final PostingDirectory postings;
    private final Clock clock;

    ResetRights(JdbcClient jdbc, Access access, PostingDirectory postings, Clock clock) {
        this.jdbc = jdbc;
        this.access = access;
        this.postings = postings;
        this.clock = clock;
    }

    /**
     * Checks that the caller may set the person's log-in anew.
     *
     * @return one of the person's divisions, for the audit trail
     * @throws NotFound when no posting or grant of the person, today or later, lies within the caller's reach
     * @throws RuleViolation when another one does not, or is not outranked
     */
    DivisionId require(PersonId person) {
        var callers = access.held();
        var places = places(person);
        var reached = places.stream()
                .filter(place -> callers.stream()
                        .anyMatch(held -> !mayReset(held.role()).isEmpty() && place.below(held.division())))
                .toList();
        if (reached.isEmpty()) {
            throw new NotFound("core.access.not-found");
        }
        var all = places.stream()
                .allMatch(place -> callers.stream()
                        .anyMatch(
                                held -> mayReset(held.role()).contains(place.role()) && place.below(held.division())));
        if (!all) {
            throw new RuleViolation("core.identity.reset-above");
        }
        return reached.getFirst().division();
    }

    /** Somebody asked for by staff number, and one of their divisions that the caller reaches. */
    record Reached(PersonId person, DivisionId division) {}

    /**
     * The person with this staff number, of whose places the caller reaches one for {@code action}.
     *
     * @throws NotFound when nobody bears the number, or none of the person's places, today or later, lies within reach:
     *     the answer is the same
     */
    Reached requireSome(StaffNumber number, Action action) {
        return find(number, action).reached();
    }

    /**
     * The same where the caller must reach all of the person's places.
     *
     * @throws NotFound as before
     * @throws RuleViolation when only some lie within reach
     */
    Reached requireAll(StaffNumber number, Action action) {
        var found = find(number, action);
        if (!found.isWhole()) {
            throw new RuleViolation("core.identity.reset-above");
        }
        return found.reached();
    }

    private record Found(Reached reached, boolean isWhole) {}

    private Found find(StaffNumber number, Action action) {
        // Of somebody merged, the record that was kept is the one that signs in.
        var person = postings.byStaffNumber(number.value());
        var places = person.map(this::places).orElse(List.of());
        var reached = reached(places, action);
        if (reached.isEmpty()) {
            throw new NotFound("core.identity.number-not-found", number.value());
        }
        return new Found(
                new Reached(person.orElseThrow(), reached.getFirst().division()), reached.size() == places.size());
    }

    private List<Place> reached(List<Place> places, Action action) {
        var callers = access.held();
        return places.stream()
                .filter(place -> callers.stream()
                        .anyMatch(held -> action.roles().contains(held.role()) && place.below(held.division())))
                .toList();
    }

    private static Set<Role> mayReset(Role by) {
        return switch (by) {
            case ADMINISTRATOR -> Set.of(Role.values());
            case DISTRICT_OFFICER -> Set.of(Role.TOWN_OFFICER, Role.STAFF, Role.OUTREACH_WORKER);
            case TOWN_OFFICER -> BY_DUTY;
            // Who resets second factors sets no passwords: neither can open an account alone.
            case SECURITY_ADMINISTRATOR, STAFF, OUTREACH_WORKER, INSPECTOR, AUDITOR -> Set.of();
        };
    }

    private record Place(Role role, DivisionId division, Set<Long> above) {

        boolean below(DivisionId root) {
            return above.contains(root.value());
        }
    }

    private List<Place> places(PersonId person) {
        record Line(String what, long division, long above) {}
        var lines = jdbc.sql("""
                select x.what, x.division_id, a.ancestor_id from (
                  select p.duty what, p.division_id from %1$s join posting p on p.person_id = self.id
                    where p.superseded_at = '9999-12-31' and p.valid_to > :today and p.valid_to > p.valid_from
                  union
                  select g.role, g.division_id from %1$s join role_grant g on g.person_id = self.id
                    where g.superseded_at = '9999-12-31' and g.valid_to > :today and g.valid_to > g.valid_from) x
                left join division_ancestor a on a.descendant_id = x.division_id
                  and a.valid_from <= :today and a.valid_to > :today
                order by x.division_id, x.what
                """.formatted(PersonAliases.SELF))
                .param("person", person.value())
                .param("today", Times.today(clock))
                .query((row, index) -> new Line(row.getString(1), row.getLong(2), row.getLong(3)))
                .list();
        var places = new ArrayList<Place>();
        for (var line : lines) {
            var held = new Held(role(line.what()), new DivisionId(line.division()));
            var last = places.isEmpty() ? null : places.getLast();
            if (last == null || last.role() != held.role() || !last.division().equals(held.division())) {
                last = new Place(held.role(), held.division(), new HashSet<>());
                places.add(last);
            }
            last.above().add(line.above());
        }
        return places;
    }

    private static Role role(String dutyOrRole) {
        return Arrays.stream(Duty.values())
                .filter(duty -> duty.name().equals(dutyOrRole))
                .map(Duty::role)
                .findFirst()
                .orElseGet(() -> Role.valueOf(dutyOrRole));
    }
}

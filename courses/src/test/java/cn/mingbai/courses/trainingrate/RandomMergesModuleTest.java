package cn.mingbai.courses.trainingrate;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.approval.ApprovalDesk;
import cn.mingbai.core.approval.ApprovalId;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.merging.PersonMerges;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonAliases;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.MovableClock;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.rate.Reason;
import cn.mingbai.courses.records.TrainingEntry;
import cn.mingbai.courses.records.TrainingRecords;
import cn.mingbai.courses.requirements.Requirements;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * People are merged and parted again at random. No row of theirs is ever touched, every figure can be computed again as it
 * was known at each moment, and after the last undoing everything is as it was.
 */
@SpringBootTest(classes = TestApplication.class)
@Import(MovableClock.Standing.class)
class RandomMergesModuleTest {

    private static final int PEOPLE = 7;
    private static final int STEPS = 25;
    private static final LocalDate FROM = LocalDate.of(2026, 1, 1);

    @Autowired
    World world;

    @Autowired
    PersonMerges merges;

    @Autowired
    ApprovalDesk desk;

    @Autowired
    PersonAliases aliases;

    @Autowired
    Requirements requirements;

    @Autowired
    TrainingRecords records;

    @Autowired
    TrainingRateDirectory rates;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MovableClock clock;

    private World.FreshVillage place;

    @AfterEach
    void nobody() {
        world.signOut();
    }

    private record Moment(Instant at, Map<Long, Long> kept, String figures) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void nothingIsLostAndEveryFigureCanBeComputedAgain(long seed) {
        clock.set(MovableClock.START);
        var random = new Random(seed);
        place = world.freshVillage();
        world.signIn(Role.DISTRICT_OFFICER, place.district());
        requirements.add(
                world.division(place.district()),
                new Requirements.Draft(
                        Set.of(Duty.VILLAGE_STAFF, Duty.TOWN_STAFF), Set.of("01"), FROM, FROM.plusDays(90), 0, "依据"));
        var people = new ArrayList<Long>();
        for (var i = 0; i < PEOPLE; i++) {
            var town = random.nextInt(3) == 0;
            var person = world.person(
                    town ? Duty.TOWN_STAFF : Duty.VILLAGE_STAFF, town ? place.town() : place.village(), FROM);
            people.add(person.value());
            if (random.nextInt(3) == 0) {
                passed(person);
            }
        }
        var before = rows(people);
        var model = new TreeMap<Long, Long>();
        var moments = new ArrayList<Moment>();
        moments.add(moment(model));
        for (var step = 0; step < STEPS; step++) {
            step(random, people, model);
            moments.add(moment(model));
            assertThat(rows(people)).as("seed %d, step %d", seed, step).isEqualTo(before);
        }
        assertThat(moments.stream().map(Moment::figures).distinct().count())
                .as("seed %d: merging shows in the figures", seed)
                .isGreaterThan(1);
        while (!model.isEmpty()) {
            undo(model.firstKey(), model);
            moments.add(moment(model));
        }
        for (var moment : moments) {
            assertThat(figures(moment.at()))
                    .as("seed %d, as known at %s", seed, moment.at())
                    .isEqualTo(moment.figures());
            assertThat(known(people, moment.at()))
                    .as("seed %d, as known at %s", seed, moment.at())
                    .isEqualTo(moment.kept());
        }
        assertThat(rows(people)).as("seed %d: row by row as before", seed).isEqualTo(before);
        assertThat(moments.getLast().figures())
                .as("seed %d", seed)
                .isEqualTo(moments.getFirst().figures());
    }

    private void passed(PersonId person) {
        transactions.executeWithoutResult(status -> records.record(new TrainingEntry.QuizHandedIn(
                person, "01", 1, Times.today(clock), 90, true, "merge-test:" + System.nanoTime())));
    }

    private void step(Random random, List<Long> people, Map<Long, Long> model) {
        var free = people.stream().filter(person -> !model.containsKey(person)).toList();
        if (!model.isEmpty() && (free.size() < 2 || random.nextInt(5) < 2)) {
            undo(List.copyOf(model.keySet()).get(random.nextInt(model.size())), model);
            return;
        }
        var person = free.get(random.nextInt(free.size()));
        var others = free.stream().filter(one -> !one.equals(person)).toList();
        var into = others.get(random.nextInt(others.size()));
        world.signIn(Role.DISTRICT_OFFICER, place.district());
        approve(merges.proposeMerge(new PersonId(person), new PersonId(into), "同一个人"));
        model.put(person, into);
    }

    private void undo(long person, Map<Long, Long> model) {
        world.signIn(Role.DISTRICT_OFFICER, place.district());
        approve(merges.proposeUndo(new PersonId(person), "两个人"));
        model.remove(person);
    }

    private void approve(ApprovalId approval) {
        world.signIn(Role.DISTRICT_OFFICER, place.district());
        desk.decide(Set.of(approval), true, "");
    }

    /** What is known just after now; then the clock moves on. */
    private Moment moment(Map<Long, Long> model) {
        clock.advance(Duration.ofMinutes(1));
        var resolved = new HashMap<Long, Long>();
        for (var person : model.keySet()) {
            var at = person;
            while (model.containsKey(at)) {
                at = model.get(at);
            }
            resolved.put(person, at);
        }
        var moment = new Moment(clock.instant(), Map.copyOf(resolved), figures(clock.instant()));
        for (var entry : resolved.entrySet()) {
            assertThat(aliases.kept(entry.getKey())).isEqualTo(entry.getValue());
        }
        clock.advance(Duration.ofMinutes(1));
        return moment;
    }

    private Map<Long, Long> known(List<Long> people, Instant at) {
        return aliases.asKnown(at).entrySet().stream()
                .filter(entry -> people.contains(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private String figures(Instant at) {
        return rates.of(world.division(place.district()), AsOf.at(Times.dayOf(at), at)).stream()
                .map(unit -> unit.division().level() + " " + unit.total().count(Reason.MET) + "/"
                        + unit.total().roster() + " own " + unit.own().roster())
                .collect(Collectors.joining("; "));
    }

    /** Every row about these people, in every table that a merge could have been tempted to change. */
    private Map<String, List<Map<String, Object>>> rows(List<Long> people) {
        var rows = new LinkedHashMap<String, List<Map<String, Object>>>();
        rows.put("person", read("select * from person where id in (:people) order by id", people));
        for (var table : List.of("posting", "training_record", "account", "role_grant", "training_excuse")) {
            rows.put(table, read("select * from " + table + " where person_id in (:people) order by id", people));
        }
        return rows;
    }

    private List<Map<String, Object>> read(String sql, List<Long> people) {
        return jdbc.sql(sql).param("people", people).query().listOfRows();
    }
}

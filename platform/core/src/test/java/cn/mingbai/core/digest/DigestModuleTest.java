package cn.mingbai.core.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.jobs.JobId;
import cn.mingbai.core.jobs.JobRun;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.MovableClock;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = TestApplication.class)
@Import({MovableClock.Standing.class, DigestModuleTest.Sources.class})
class DigestModuleTest {

    /** What is open for whom, and what is asked about it. */
    @TestConfiguration
    static class Sources {

        @Bean
        Lamps lamps(Access access) {
            return new Lamps(access);
        }
    }

    static final class Lamps implements DigestSource {

        final Map<PersonId, List<String>> open = new ConcurrentHashMap<>();
        private final Access access;
        volatile @Nullable PersonId fails;

        Lamps(Access access) {
            this.access = access;
        }

        @Override
        public String kind() {
            return "test.lamps";
        }

        @Override
        public String title() {
            return "core.digest.approvals";
        }

        @Override
        public int order() {
            return 99;
        }

        @Override
        public List<Item> open() {
            var caller = access.caller().person();
            if (caller.equals(fails)) {
                throw new IllegalStateException("a source of a test fails");
            }
            return open.getOrDefault(caller, List.of()).stream().map(Item::of).toList();
        }

        @Override
        public String sentence(List<Item> items, Locale locale) {
            return items.size() + " lamps";
        }

        @Override
        public String path() {
            return "notices";
        }
    }

    @Autowired
    World world;

    @Autowired
    DigestJob job;

    @Autowired
    Digests digests;

    @Autowired
    Lamps lamps;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MovableClock clock;

    private PersonId officer = new PersonId(0);

    @BeforeEach
    void anOfficer() {
        clock.set(MovableClock.START);
        officer = world.signIn(Role.TOWN_OFFICER, World.TOWN);
        world.signOut();
    }

    @AfterEach
    void signOut() {
        lamps.open.clear();
        lamps.fails = null;
        world.signOut();
    }

    /** A run that nobody stops. */
    private static final class Run implements JobRun {

        private @Nullable String result;

        @Override
        public JobId id() {
            return new JobId(1);
        }

        @Override
        public String parameters() {
            return "";
        }

        @Override
        public Optional<String> checkpoint() {
            return Optional.empty();
        }

        @Override
        public void checkpoint(String cursor, int done, int total) {
            assertThat(done).isBetween(1, total);
        }

        @Override
        public void result(String text, @Nullable String path) {
            result = text;
        }
    }

    private void run() {
        var run = new Run();
        job.run(run);
        assertThat(run.result).isNotBlank();
    }

    private List<String> told(PersonId person) {
        return jdbc.sql("select arguments from notice where person_id = :person and kind = :kind order by id")
                .param("person", person.value())
                .param("kind", DigestJob.NAME)
                .query(String.class)
                .list();
    }

    private void nextDay() {
        clock.advance(Duration.ofDays(1));
    }

    @Test
    void nothingIsToldWhenThereIsNothing() {
        run();
        assertThat(told(officer)).isEmpty();
    }

    @Test
    void whatIsNewIsToldOnceAndWhatWasToldNeverAgain() {
        lamps.open.put(officer, List.of("lamp 1", "lamp 2"));
        run();
        assertThat(told(officer)).singleElement().asString().contains("2 lamps");
        nextDay();
        run();
        assertThat(told(officer)).as("still open, and told before").hasSize(1);
        lamps.open.put(officer, List.of("lamp 1", "lamp 2", "lamp 3"));
        run();
        assertThat(told(officer)).hasSize(2).last().asString().contains("1 lamps");
        world.signIn(officer);
        assertThat(digests.mine(Locale.ENGLISH).getFirst())
                .returns(Times.today(clock), Digests.Day::day)
                .satisfies(day -> assertThat(day.lines()).containsExactly(new Digests.Line("1 lamps", "notices")));
    }

    @Test
    void thereIsOneDigestADayAtMost() {
        lamps.open.put(officer, List.of("lamp 1"));
        run();
        lamps.open.put(officer, List.of("lamp 1", "lamp 2"));
        clock.advance(Duration.ofHours(3));
        run();
        assertThat(told(officer)).hasSize(1);
        nextDay();
        run();
        assertThat(told(officer))
                .as("what came meanwhile waits for the next morning")
                .hasSize(2);
    }

    @Test
    void nobodyIsToldAfterHoursNorOnAWeekend() {
        lamps.open.put(officer, List.of("lamp 1"));
        clock.advance(Duration.ofHours(10));
        run();
        assertThat(told(officer)).as("22:00").isEmpty();
        clock.set(MovableClock.START.plus(Duration.ofDays(3)));
        run();
        assertThat(told(officer)).as("Saturday noon").isEmpty();
        clock.set(MovableClock.START.plus(Duration.ofDays(5)));
        run();
        assertThat(told(officer)).as("Monday noon").hasSize(1);
    }

    @Test
    void aKindCanBeSwitchedOffAndOn() {
        lamps.open.put(officer, List.of("lamp 1"));
        world.signIn(officer);
        digests.turn("test.lamps", false);
        digests.turn("test.lamps", false);
        assertThat(digests.switches(Locale.ENGLISH))
                .filteredOn(each -> !each.isOn())
                .extracting(Digests.Switch::kind)
                .containsExactly("test.lamps");
        assertThatThrownBy(() -> digests.turn("test.lamps' or '1'='1", false)).isInstanceOf(NotFound.class);
        world.signOut();
        run();
        assertThat(told(officer)).isEmpty();
        world.signIn(officer);
        digests.turn("test.lamps", true);
        world.signOut();
        nextDay();
        run();
        assertThat(told(officer)).hasSize(1);
    }

    @Test
    void workersAndInspectorsAreToldNothing() {
        var people = new ArrayList<PersonId>();
        for (var role : List.of(Role.OUTREACH_WORKER, Role.STAFF)) {
            people.add(world.signIn(role, World.VILLAGE));
        }
        people.add(world.signIn(Role.INSPECTOR, World.DISTRICT));
        world.signOut();
        people.forEach(person -> lamps.open.put(person, List.of("lamp 1")));
        run();
        people.forEach(person -> assertThat(told(person)).isEmpty());
    }

    @Test
    void anOfficerForWhomASourceFailsIsToldTheNextDayAndTheOthersToday() {
        var other = world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        world.signOut();
        lamps.open.put(officer, List.of("lamp 1"));
        lamps.open.put(other, List.of("lamp 1"));
        lamps.fails = officer;
        run();
        assertThat(told(officer)).isEmpty();
        assertThat(told(other)).anySatisfy(text -> assertThat(text).contains("1 lamps"));
        lamps.fails = null;
        nextDay();
        run();
        assertThat(told(officer)).hasSize(1);
    }

    @Test
    void oneReadsTheOwnDigestsOnly() {
        lamps.open.put(officer, List.of("lamp 1"));
        run();
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        assertThat(digests.mine(Locale.ENGLISH)).isEmpty();
    }
}

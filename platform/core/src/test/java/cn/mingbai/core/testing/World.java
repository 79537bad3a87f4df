package cn.mingbai.core.testing;

import cn.mingbai.core.access.Caller;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.access.SignedIn;
import cn.mingbai.core.copies.Copies;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionCode;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.DivisionListPlan.Answers;
import cn.mingbai.core.divisions.DivisionLists;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.people.PostingDirectory;
import cn.mingbai.core.people.RosterChanges;
import cn.mingbai.core.people.StaffNumber;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The real divisions of both years, loaded once per test database, and people with roles or duties in them. Each call of
 * {@link #signIn} or {@link #person} makes a new person, so that tests do not meet each other's.
 */
@Component
public class World {

    /** 长春净月高新技术产业开发区. */
    public static final String DISTRICT = "220172000000";
    /** 南关区, loaded without demo data: the foreign district. */
    public static final String FOREIGN_DISTRICT = "220102000000";
    /** 玉潭镇. */
    public static final String TOWN = "220172102000";
    /** 新湖镇, a sibling of {@link #TOWN}. */
    public static final String OTHER_TOWN = "220172101000";
    /** 友好村委会, in {@link #TOWN}. */
    public static final String VILLAGE = "220172102204";
    /** 黎明村委会, in {@link #TOWN}. */
    public static final String OTHER_VILLAGE = "220172102205";
    /** 西湖村委会, in {@link #OTHER_TOWN}. */
    public static final String FAR_VILLAGE = "220172101204";

    /** The edition days of the two lists. */
    public static final LocalDate LIST_2018 = LocalDate.of(2018, 10, 31);

    public static final LocalDate LIST_2023 = LocalDate.of(2023, 6, 30);

    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final JdbcClient jdbc;
    private final DivisionLists lists;
    private final DivisionDirectory divisions;
    private final TransactionTemplate transactions;
    private final RosterChanges changes;
    private final Copies copies;
    private boolean loaded;

    World(
            JdbcClient jdbc,
            DivisionLists lists,
            DivisionDirectory divisions,
            TransactionTemplate transactions,
            RosterChanges changes,
            Copies copies) {
        this.jdbc = jdbc;
        this.lists = lists;
        this.divisions = divisions;
        this.transactions = transactions;
        this.changes = changes;
        this.copies = copies;
    }

    /** The division with this code in the 2023 list; loads the lists the first time. */
    public synchronized DivisionId division(String code) {
        if (!loaded) {
            load();
            loaded = true;
        }
        return divisions
                .byCode(new DivisionCode(code), LIST_2023)
                .map(Division::id)
                .orElseThrow();
    }

    /** Signs a new person in who holds {@code role} at the division of this code, by grant or duty. */
    public PersonId signIn(Role role, String code) {
        var person = person(role, code);
        signIn(person);
        return person;
    }

    /** Signs a known person in. */
    public void signIn(PersonId person) {
        var caller = new Caller(0, person, "测试人员" + person.value());
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                        (SignedIn) () -> caller, null, java.util.List.of()));
    }

    /** Signs a known person in who has shown no second factor. */
    public void signInWithOneFactor(PersonId person) {
        var caller = new Caller(0, person, "测试人员" + person.value());
        var signedIn = new SignedIn() {
            @Override
            public Caller caller() {
                return caller;
            }

            @Override
            public boolean hasSecondFactor() {
                return false;
            }
        };
        SecurityContextHolder.getContext()
                .setAuthentication(
                        UsernamePasswordAuthenticationToken.authenticated(signedIn, null, java.util.List.of()));
    }

    /** Nobody is signed in any more. */
    public void signOut() {
        SecurityContextHolder.clearContext();
    }

    /** A new person who holds {@code role} at the division: granted, or for STAFF and OUTREACH_WORKER by a posting. */
    public PersonId person(Role role, String code) {
        return switch (role) {
            case STAFF -> person(Duty.VILLAGE_STAFF, code, LocalDate.of(2024, 1, 1));
            case OUTREACH_WORKER -> person(Duty.OUTREACH_A, code, LocalDate.of(2024, 1, 1));
            default -> {
                var person = newPerson();
                insert("role_grant", "role", role.name(), person, division(code), LocalDate.of(2024, 1, 1));
                yield person;
            }
        };
    }

    /** A new person posted at the division from a day on. */
    public PersonId person(Duty duty, String code, LocalDate from) {
        var person = newPerson();
        insert("posting", "duty", duty.name(), person, division(code), from);
        return person;
    }

    /** The number by which administrators name a person. */
    public StaffNumber staffNumber(PersonId person) {
        return new StaffNumber(jdbc.sql("select staff_number from person where id = :id")
                .param("id", person.value())
                .query(String.class)
                .single());
    }

    /**
     * A district with one town and one village, which no other test and no earlier run on this database knows.
     *
     * @param district its code, like the others
     */
    public record FreshVillage(String district, String town, String village) {}

    /** Adds a district, a town in it, and a village in that. */
    public FreshVillage freshVillage() {
        division(DISTRICT);
        return transactions.execute(status -> {
            var county = IntStream.range(100, 10_000)
                    .filter(number -> number % 100 != 0)
                    .mapToObj("39%04d"::formatted)
                    .filter(free -> jdbc.sql("select count(*) from division_version where code = ?")
                                    .params(free + "000000")
                                    .query(Integer.class)
                                    .single()
                            == 0)
                    .findFirst()
                    .orElseThrow();
            var fresh = new FreshVillage(county + "000000", county + "101000", county + "101200");
            var district = insertDivision(fresh.district(), "演示区", 1, Level.COUNTY);
            var town = insertDivision(fresh.town(), "演示镇", district, Level.TOWNSHIP);
            insertDivision(fresh.village(), "演示屯村", town, Level.VILLAGE);
            return fresh;
        });
    }

    /** Adds one more village to the town of a fresh one. */
    public DivisionId addVillage(FreshVillage place, String name) {
        var town = division(place.town());
        return java.util.Objects.requireNonNull(transactions.execute(status -> {
            var last = jdbc.sql("select max(code) from division_version where parent_id = ?")
                    .params(town.value())
                    .query(Long.class)
                    .single();
            return new DivisionId(insertDivision(String.valueOf(last + 1), name, town.value(), Level.VILLAGE));
        }));
    }

    /** Says that divisions were changed past the services. */
    public void divisionsChanged() {
        transactions.executeWithoutResult(status -> copies.raise(DivisionDirectory.TREE));
    }

    private long insertDivision(String code, String name, long parent, Level level) {
        var id =
                jdbc.sql("select next value for division_seq").query(Long.class).single();
        jdbc.sql("insert into division (id, created_at) values (?, utc_timestamp(6))")
                .params(id)
                .update();
        jdbc.sql("insert into division_version (id, division_id, code, name, parent_id, level, source, valid_from,"
                        + " valid_to, recorded_at, superseded_at) values (next value for division_version_seq, ?, ?, ?,"
                        + " ?, ?, 'test', '2018-01-01', '9999-12-31', '2018-01-01', '9999-12-31')")
                .params(id, code, name, parent, level.name())
                .update();
        jdbc.sql("insert into division_ancestor (ancestor_id, descendant_id, depth, valid_from, valid_to)"
                        + " select ancestor_id, ?, depth + 1, '2018-01-01', '9999-12-31' from division_ancestor"
                        + " where descendant_id = ?")
                .params(id, parent)
                .update();
        jdbc.sql("insert into division_ancestor (ancestor_id, descendant_id, depth, valid_from, valid_to)"
                        + " values (?, ?, 0, '2018-01-01', '9999-12-31')")
                .params(id, id)
                .update();
        copies.raise(DivisionDirectory.TREE);
        return id;
    }

    private PersonId newPerson() {
        var number = "T" + COUNTER.incrementAndGet() + "-" + Long.toString(System.nanoTime(), 36);
        return transactions.execute(status -> {
            var id = jdbc.sql("select next value for person_seq")
                    .query(Long.class)
                    .single();
            jdbc.sql("insert into person (id, staff_number, name, created_at) values (?, ?, ?, utc_timestamp(6))")
                    .params(id, number, "测试人员" + id)
                    .update();
            return new PersonId(id);
        });
    }

    private void insert(String table, String column, String value, PersonId person, DivisionId at, LocalDate from) {
        transactions.executeWithoutResult(status -> {
            jdbc.sql("insert into " + table + " (id, person_id, division_id, " + column
                            + ", valid_from, valid_to, recorded_at, superseded_at) values (next value for " + table
                            + "_seq, ?, ?, ?, ?, '9999-12-31', '2024-01-01', '9999-12-31')")
                    .params(person.value(), at.value(), value, from)
                    .update();
            changes.note(person);
            copies.raise(PostingDirectory.POSTINGS);
        });
    }

    private void load() {
        var present =
                jdbc.sql("select count(*) from division").query(Integer.class).single();
        if (present > 1) {
            return;
        }
        var before = SecurityContextHolder.getContext().getAuthentication();
        var administrator = newPerson();
        insert(
                "role_grant",
                "role",
                Role.ADMINISTRATOR.name(),
                administrator,
                new DivisionId(1),
                LocalDate.of(2018, 1, 1));
        signIn(administrator);
        try {
            lists.load(lists.parse(read("jingyue-2018.csv")), LIST_2018, "统计用区划 2018", Answers.NONE);
            var rows = lists.parse(read("jingyue-2023.csv"));
            var answers = new HashMap<DivisionCode, @org.jspecify.annotations.Nullable DivisionId>();
            for (var question : lists.plan(rows, LIST_2023, Answers.NONE).questions()) {
                answers.put(
                        question.row().code(), question.candidates().getFirst().id());
            }
            lists.load(rows, LIST_2023, "统计用区划 2023", new Answers(answers));
        } finally {
            SecurityContextHolder.getContext().setAuthentication(before);
        }
    }

    private static String read(String file) {
        try (var stream = World.class.getResourceAsStream("/core/content/divisions/" + file)) {
            return new String(java.util.Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

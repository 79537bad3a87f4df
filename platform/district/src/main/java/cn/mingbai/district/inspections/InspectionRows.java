package cn.mingbai.district.inspections;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.crypto.FieldCipher;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.district.inspections.InspectionFrames.Listed;
import cn.mingbai.district.inspections.InspectionPlan.PlannedPart;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.InLists;
import cn.mingbai.households.visits.Relation;
import cn.mingbai.proof.Digest;
import cn.mingbai.proof.draws.Commitment;
import cn.mingbai.proof.draws.Draw;
import cn.mingbai.proof.draws.DrawList;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads and writes inspections, whoever asks; what a caller may see is put into the query. */
@Component
@Internal
class InspectionRows {

    private static final int NEWEST = 50;
    private static final int CHUNK = 1000;
    private static final int MOST_PROBLEMS = 500;

    /** An inspection is seen by whoever reaches one of its villages. */
    private static final String SEEN = "exists (select 1 from inspection_village v where v.inspection_id = i.id and "
            + Reach.covers("v.village_id") + ")";

    private static final String ITEM = """
            select t.id, t.household_id, t.village_id, t.number, t.group_name, t.part, t.replacement, t.place,
              f.day, f.outcome, f.spoke_with, f.sheet_there, f.informed_matches, f.right_answers, f.knows_phone,
              f.satisfaction, f.signed, f.unlisted, f.problem, f.deadline, f.recorded_by, f.settled, f.settled_on
            from inspection_item t
            left join inspection_finding f on f.item_id = t.id and f.recorded_at < :known and f.superseded_at >= :known
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final FieldCipher cipher;
    private final DivisionDirectory divisions;
    private final Clock clock;

    InspectionRows(JdbcClient jdbc, JdbcTemplate batch, FieldCipher cipher, DivisionDirectory divisions, Clock clock) {
        this.jdbc = jdbc;
        this.batch = batch;
        this.cipher = cipher;
        this.divisions = divisions;
        this.clock = clock;
    }

    /** A number with what ties it down. */
    record Sealed(Commitment commitment, String number, byte[] salt, Instant at, PersonId by) {}

    /** What is frozen of an inspection. */
    record Frozen(InspectionId id, DivisionId unit, DrawList list, Digest digest) {}

    /** A household drawn, to be kept. */
    record Drawn(String part, boolean replacement, int place, Listed household) {}

    InspectionId next() {
        return new InspectionId(jdbc.sql("select next value for inspection_seq")
                .query(Long.class)
                .single());
    }

    void freeze(
            InspectionId id,
            InspectionDraft draft,
            InspectionFrames.Frame frame,
            DrawList list,
            LocalDate day,
            Instant now,
            PersonId by) {
        jdbc.sql("""
                insert into inspection (id, reference, title, preset, division_id, day, list_text, list_digest, follows_id,
                  recorded_at, recorded_by)
                values (:id, :reference, :title, :preset, :unit, :day, :text, :digest, :follows, :now, :by)
                """)
                .param("id", id.value())
                .param("reference", list.reference())
                .param("title", draft.title().strip())
                .param("preset", draft.preset().name())
                .param("unit", frame.unit().id().value())
                .param("day", day)
                .param("text", list.text().toString())
                .param("digest", list.digest().bytes())
                .param(
                        "follows",
                        draft.follows() == null ? null : draft.follows().value())
                .param("now", Times.sql(now))
                .param("by", by.value())
                .update();
        batch.batchUpdate(
                "insert into inspection_village (inspection_id, village_id, town_id) values (?, ?, ?)",
                frame.villages().stream()
                        .map(each -> new Object[] {
                            id.value(), each.village().id().value(), each.town().value()
                        })
                        .toList());
        batch.batchUpdate(
                "insert into inspection_part (inspection_id, name, reported, households, to_check, replacements, allowed)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                frame.parts().stream()
                        .map(part -> new @Nullable Object[] {
                            id.value(),
                            part.name(),
                            part.reported(),
                            part.households(),
                            part.check(),
                            part.replacements(),
                            part.allowed()
                        })
                        .toList());
        batch.batchUpdate(
                "insert into inspection_listed (inspection_id, list_key, household_id, village_id, group_name)"
                        + " values (?, ?, ?, ?, ?)",
                frame.households(),
                CHUNK,
                (statement, household) -> {
                    statement.setLong(1, id.value());
                    statement.setString(2, household.key());
                    statement.setLong(3, household.household().value());
                    statement.setLong(4, household.village().value());
                    statement.setString(5, household.group());
                });
    }

    /**
     * The households of a frozen list that these keys name.
     *
     * @throws IllegalStateException when the list has not each of them
     */
    Map<String, Listed> listed(InspectionId id, List<String> keys) {
        var listed = new HashMap<String, Listed>();
        for (var from = 0; from < keys.size(); from += CHUNK) {
            jdbc.sql("select list_key, household_id, village_id, group_name from inspection_listed"
                            + " where inspection_id = :id and list_key in (:keys)")
                    .param("id", id.value())
                    .param("keys", InLists.padded(keys.subList(from, Math.min(keys.size(), from + CHUNK))))
                    .query(row -> {
                        listed.put(
                                row.getString(1),
                                new Listed(
                                        row.getString(1),
                                        new HouseholdId(row.getLong(2)),
                                        new DivisionId(row.getLong(3)),
                                        row.getString(4)));
                    });
        }
        if (!listed.keySet().containsAll(keys)) {
            throw new IllegalStateException("expected " + keys.size() + " households of the list, but got "
                    + listed.size() + " of inspection " + id.value());
        }
        return listed;
    }

    /** The inspections seen within reach, newest first. */
    List<Inspection> seen(Reach reach) {
        return inspections(jdbc.sql(INSPECTION + " where " + SEEN + " order by i.id desc limit " + NEWEST)
                .params(reach.parameters()));
    }

    /** An inspection, whoever asks. */
    Optional<Inspection> any(InspectionId id) {
        return inspections(jdbc.sql(INSPECTION + " where i.id = :id").param("id", id.value())).stream()
                .findFirst();
    }

    /** An inspection, if it is seen within reach. */
    Optional<Inspection> seen(InspectionId id, Reach reach) {
        return inspections(jdbc.sql(INSPECTION + " where i.id = :id and " + SEEN)
                        .param("id", id.value())
                        .params(reach.parameters()))
                .stream()
                .findFirst();
    }

    private static final String INSPECTION = """
            select i.id, i.reference, i.title, i.preset, i.division_id, coalesce(u.name, '') unit_name, i.day,
              i.recorded_at, i.list_digest, d.seed, d.draw_digest, d.drawn_at, i.follows_id, second.id, c.recorded_at
            from inspection i left join inspection_draw d on d.inspection_id = i.id
            left join inspection second on second.follows_id = i.id
            left join inspection_closing c on c.inspection_id = i.id
            left join division_version u on u.division_id = i.division_id and u.superseded_at = '9999-12-31'
              and u.valid_from <= i.day and u.valid_to > i.day
            """;

    /** The inspections that a query finds, with four queries for however many. */
    private List<Inspection> inspections(JdbcClient.StatementSpec query) {
        var bare = query.query(InspectionRows::bare).list();
        var ids = bare.stream().map(Inspection::id).toList();
        if (ids.isEmpty()) {
            return List.of();
        }
        var parts = parts(ids);
        var numbers = numbers(ids);
        var inspectors = inspectors(ids);
        return bare.stream()
                .map(each -> {
                    var its = numbers.getOrDefault(each.id(), Map.of());
                    var drawn = each.draw() != null;
                    return new Inspection(
                            each.id(),
                            each.reference(),
                            each.title(),
                            each.preset(),
                            each.unit(),
                            each.day(),
                            each.frozenAt(),
                            each.list(),
                            parts.getOrDefault(each.id(), List.of()),
                            pledge(its.get(Commitment.Side.INSPECTOR), drawn),
                            pledge(its.get(Commitment.Side.TOWN), drawn),
                            each.draw(),
                            inspectors.getOrDefault(each.id(), List.of()),
                            each.follows(),
                            each.followedBy(),
                            each.closedAt());
                })
                .toList();
    }

    /** An inspection without its parts and numbers. */
    private static Inspection bare(ResultSet row, int index) throws SQLException {
        var seed = row.getBytes(10);
        return new Inspection(
                new InspectionId(row.getLong(1)),
                row.getString(2),
                row.getString(3),
                Preset.valueOf(row.getString(4)),
                new Inspection.Unit(new DivisionId(row.getLong(5)), row.getString(6)),
                row.getObject(7, LocalDate.class),
                instant(row, 8),
                Digest.ofBytes(row.getBytes(9)),
                List.of(),
                null,
                null,
                seed == null
                        ? null
                        : new Inspection.Made(Digest.ofBytes(seed), Digest.ofBytes(row.getBytes(11)), instant(row, 12)),
                List.of(),
                inspection(row, 13),
                inspection(row, 14),
                row.getObject(15) == null ? null : instant(row, 15));
    }

    private static @Nullable InspectionId inspection(ResultSet row, int column) throws SQLException {
        var id = row.getObject(column, Long.class);
        return id == null ? null : new InspectionId(id);
    }

    private Map<InspectionId, List<Inspection.Inspector>> inspectors(List<InspectionId> ids) {
        var inspectors = new HashMap<InspectionId, List<Inspection.Inspector>>();
        jdbc.sql("select g.inspection_id, g.person_id, p.name, g.leads from inspection_inspector g"
                        + " join person p on p.id = g.person_id where g.inspection_id in (:ids)"
                        + " and g.superseded_at = '9999-12-31' order by g.inspection_id, g.leads desc, p.staff_number")
                .param("ids", values(ids))
                .query(row -> {
                    inspectors
                            .computeIfAbsent(new InspectionId(row.getLong(1)), id -> new ArrayList<>())
                            .add(new Inspection.Inspector(
                                    new PersonId(row.getLong(2)), row.getString(3), row.getBoolean(4)));
                });
        return inspectors;
    }

    /** Lets these go to the households of an inspection, and nobody else. */
    void assign(InspectionId id, PersonId leader, List<PersonId> inspectors, Instant now, PersonId by) {
        jdbc.sql("update inspection_inspector set superseded_at = ? where inspection_id = ?"
                        + " and superseded_at = '9999-12-31'")
                .params(Times.sql(now), id.value())
                .update();
        batch.batchUpdate(
                "insert into inspection_inspector (id, inspection_id, person_id, leads, recorded_at, superseded_at,"
                        + " recorded_by) values (next value for inspection_inspector_seq, ?, ?, ?, ?, '9999-12-31', ?)",
                inspectors.stream()
                        .map(person -> new Object[] {
                            id.value(), person.value(), person.equals(leader), Times.sql(now), by.value()
                        })
                        .toList());
    }

    void close(InspectionId id, Instant now, PersonId by) {
        jdbc.sql("insert into inspection_closing (inspection_id, recorded_at, recorded_by) values (?, ?, ?)")
                .params(id.value(), Times.sql(now), by.value())
                .update();
    }

    boolean followed(InspectionId id) {
        return jdbc.sql("select count(*) from inspection where follows_id = ?")
                        .param(id.value())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    boolean closed(InspectionId id) {
        return jdbc.sql("select count(*) from inspection_closing where inspection_id = ?")
                        .param(id.value())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** The inspections drawn and not ended that one of these records of a person is to go to, oldest first. */
    List<Inspection> running(Set<Long> persons) {
        return inspections(jdbc.sql(INSPECTION + " where d.drawn_at is not null and c.recorded_at is null and exists"
                        + " (select 1 from inspection_inspector g where g.inspection_id = i.id"
                        + " and g.superseded_at = '9999-12-31' and g.person_id in (:persons)) order by i.id")
                .param("persons", persons));
    }

    /** The inspections of a village of a unit whose list is of a day of [from, to), frozen before an instant; oldest first. */
    List<Inspection> touching(DivisionId unit, LocalDate from, LocalDate to, Instant knownBefore) {
        return inspections(jdbc.sql(
                        INSPECTION + " where i.day >= :from and i.day < :to and i.recorded_at < :known and exists"
                                + " (select 1 from inspection_village v join division_ancestor a"
                                + " on a.descendant_id = v.village_id and a.ancestor_id = :unit"
                                + " and a.valid_from <= i.day and a.valid_to > i.day where v.inspection_id = i.id) order by i.id")
                .param("from", from)
                .param("to", to)
                .param("known", Times.sql(knownBefore))
                .param("unit", unit.value()));
    }

    /** Which villages of an inspection lay in a unit on the day of its list. */
    List<DivisionId> villages(InspectionId id, DivisionId unit) {
        return jdbc.sql(
                        "select v.village_id from inspection_village v join inspection i on i.id = v.inspection_id"
                                + " join division_ancestor a on a.descendant_id = v.village_id and a.ancestor_id = :unit"
                                + " and a.valid_from <= i.day and a.valid_to > i.day"
                                + " join division_version d on d.division_id = v.village_id and d.superseded_at = '9999-12-31'"
                                + " and d.valid_from <= i.day and d.valid_to > i.day where v.inspection_id = :id order by d.code")
                .param("id", id.value())
                .param("unit", unit.value())
                .query((row, index) -> new DivisionId(row.getLong(1)))
                .list();
    }

    /** Households of villages within reach with a problem that nobody has put right, the first deadline first. */
    List<OpenProblem> problems(Reach reach) {
        return jdbc.sql(
                        "select i.id, i.title, t.id, t.number, t.group_name, coalesce(v.name, ''), f.problem, f.deadline"
                                + " from inspection_finding f join inspection_item t on t.id = f.item_id"
                                + " join inspection i on i.id = t.inspection_id"
                                + " left join division_version v on v.division_id = t.village_id and v.superseded_at = '9999-12-31'"
                                + " and v.valid_from <= :today and v.valid_to > :today"
                                + " where f.superseded_at = '9999-12-31' and f.deadline is not null and f.settled = '' and "
                                + Reach.covers("t.village_id") + " order by f.deadline, i.id, t.id limit "
                                + MOST_PROBLEMS)
                .param("today", Times.today(clock))
                .params(reach.parameters())
                .query((row, index) -> new OpenProblem(
                        new InspectionId(row.getLong(1)),
                        row.getString(2),
                        new ItemId(row.getLong(3)),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getObject(8, LocalDate.class)))
                .list();
    }

    /** Who may go to the households of a unit today: by a role granted at it or above it, in the order of staff numbers. */
    List<Inspection.Inspector> candidates(DivisionId unit) {
        return jdbc.sql("select p.id, p.name from person p where exists (select 1 from role_grant g"
                        + " join division_ancestor a on a.ancestor_id = g.division_id and a.descendant_id = :unit"
                        + " and a.valid_from <= :today and a.valid_to > :today"
                        + " where g.person_id = p.id and g.role in (:roles) and g.superseded_at = '9999-12-31'"
                        + " and g.valid_from <= :today and g.valid_to > :today) order by p.staff_number")
                .param("unit", unit.value())
                .param("today", Times.today(clock))
                .param("roles", Action.INSPECT.roles().stream().map(Enum::name).toList())
                .query((row, index) -> new Inspection.Inspector(new PersonId(row.getLong(1)), row.getString(2), false))
                .list();
    }

    /** The households drawn as one comes by them: by the village's code, the group's order and the number on the day. */
    List<HouseholdId> route(InspectionId id) {
        return jdbc.sql(
                        "select t.household_id from inspection_item t join inspection i on i.id = t.inspection_id"
                                + " left join division_version v on v.division_id = t.village_id and v.superseded_at = '9999-12-31'"
                                + " and v.valid_from <= i.day and v.valid_to > i.day"
                                + " left join household_details d on d.household_id = t.household_id"
                                + " and d.superseded_at = '9999-12-31' and d.valid_from <= i.day and d.valid_to > i.day"
                                + " where t.inspection_id = ? order by v.code, d.group_order, char_length(t.number), t.number, t.id")
                .param(id.value())
                .query((row, index) -> new HouseholdId(row.getLong(1)))
                .list();
    }

    /** What these people are called. */
    Map<PersonId, String> names(Collection<PersonId> people) {
        var names = new HashMap<PersonId, String>();
        if (!people.isEmpty()) {
            jdbc.sql("select id, name from person where id in (:ids)")
                    .param(
                            "ids",
                            InLists.padded(people.stream()
                                    .map(PersonId::value)
                                    .distinct()
                                    .sorted()
                                    .toList()))
                    .query(row -> {
                        names.put(new PersonId(row.getLong(1)), row.getString(2));
                    });
        }
        return names;
    }

    /** How many villages an inspection has. */
    int villages(InspectionId id) {
        return jdbc.sql("select count(*) from inspection_village where inspection_id = ?")
                .param(id.value())
                .query(Integer.class)
                .single();
    }

    /** The last day on which each of these households was inspected, as known before an instant. */
    Map<HouseholdId, LocalDate> lastDays(Collection<HouseholdId> households, LocalDate until, Instant knownBefore) {
        var days = new HashMap<HouseholdId, LocalDate>();
        var ids = households.stream().map(HouseholdId::value).sorted().toList();
        for (var from = 0; from < ids.size(); from += CHUNK) {
            jdbc.sql("select t.household_id, max(f.day) from inspection_item t join inspection_finding f"
                            + " on f.item_id = t.id and f.recorded_at < :known and f.superseded_at >= :known"
                            + " and f.day <= :until where t.household_id in (:ids) group by t.household_id")
                    .param("known", Times.sql(knownBefore))
                    .param("until", until)
                    .param("ids", InLists.padded(ids.subList(from, Math.min(ids.size(), from + CHUNK))))
                    .query(row -> {
                        days.put(new HouseholdId(row.getLong(1)), row.getObject(2, LocalDate.class));
                    });
        }
        return days;
    }

    /** What a phone handed in under an id. */
    record HandedIn(ItemId item, Finding finding) {}

    /** What was handed in under an id, whatever became of it. */
    Optional<HandedIn> handedIn(String clientId) {
        return jdbc.sql(ITEM.replace(
                                "left join inspection_finding f on f.item_id = t.id and f.recorded_at < :known"
                                        + " and f.superseded_at >= :known",
                                "join inspection_finding f on f.item_id = t.id")
                        + " where f.client_id = :client")
                .param("client", clientId)
                .query(InspectionRows::item)
                .optional()
                .map(item -> new HandedIn(item.id(), Objects.requireNonNull(item.finding())));
    }

    private static Inspection.@Nullable Pledge pledge(@Nullable Sealed sealed, boolean shown) {
        return sealed == null
                ? null
                : new Inspection.Pledge(
                        sealed.commitment().digest(),
                        sealed.at(),
                        shown ? sealed.number() : null,
                        shown ? HexFormat.of().formatHex(sealed.salt()) : null);
    }

    private Map<InspectionId, List<PlannedPart>> parts(List<InspectionId> ids) {
        var parts = new HashMap<InspectionId, List<PlannedPart>>();
        jdbc.sql(
                        "select inspection_id, name, reported, households, to_check, replacements, allowed from inspection_part"
                                + " where inspection_id in (:ids) order by inspection_id, name")
                .param("ids", values(ids))
                .query(row -> {
                    parts.computeIfAbsent(new InspectionId(row.getLong(1)), id -> new ArrayList<>())
                            .add(new PlannedPart(
                                    row.getString(2),
                                    row.getBoolean(3),
                                    row.getInt(4),
                                    row.getInt(5),
                                    row.getInt(6),
                                    row.getObject(7, Integer.class)));
                });
        return parts;
    }

    private static List<Long> values(List<InspectionId> ids) {
        return InLists.padded(ids.stream().map(InspectionId::value).toList());
    }

    /** The unit of an inspection, whoever asks, with its row locked until the transaction ends. */
    Optional<DivisionId> lock(InspectionId id) {
        return jdbc.sql("select division_id from inspection where id = ? for update")
                .param(id.value())
                .query((row, index) -> new DivisionId(row.getLong(1)))
                .optional();
    }

    /** How many inspections lack the number of a side that lies within reach. */
    int waiting(Commitment.Side side, Reach reach) {
        var within = side == Commitment.Side.INSPECTOR
                ? Reach.covers("i.division_id")
                : "exists (select 1 from inspection_village v where v.inspection_id = i.id and "
                        + Reach.covers("v.town_id") + ")";
        return jdbc.sql("select count(*) from inspection i where not exists (select 1 from inspection_number n"
                        + " where n.inspection_id = i.id and n.side = :side) and " + within)
                .param("side", side.name())
                .params(reach.parameters())
                .query(Integer.class)
                .single();
    }

    /** A town of the inspection within reach. */
    Optional<DivisionId> town(InspectionId id, Reach reach) {
        return jdbc.sql("select min(v.town_id) from inspection_village v where v.inspection_id = :id and "
                        + Reach.covers("v.town_id") + " having min(v.town_id) is not null")
                .param("id", id.value())
                .params(reach.parameters())
                .query((row, index) -> new DivisionId(row.getLong(1)))
                .optional();
    }

    Frozen frozen(InspectionId id) {
        return jdbc.sql("select division_id, list_text, list_digest from inspection where id = ?")
                .param(id.value())
                .query((row, index) -> new Frozen(
                        id,
                        new DivisionId(row.getLong(1)),
                        DrawList.parse(row.getString(2)),
                        Digest.ofBytes(row.getBytes(3))))
                .single();
    }

    /** The text of the list, or of the draw where there is one. */
    Optional<String> text(InspectionId id, boolean drawn) {
        return jdbc.sql(
                        drawn
                                ? "select draw_text from inspection_draw where inspection_id = ?"
                                : "select list_text from inspection where id = ?")
                .param(id.value())
                .query(String.class)
                .optional();
    }

    Map<Commitment.Side, Sealed> numbers(InspectionId id) {
        return numbers(List.of(id)).getOrDefault(id, Map.of());
    }

    private Map<InspectionId, Map<Commitment.Side, Sealed>> numbers(List<InspectionId> ids) {
        var numbers = new HashMap<InspectionId, Map<Commitment.Side, Sealed>>();
        jdbc.sql("select inspection_id, side, commitment, sealed, recorded_at, recorded_by from inspection_number"
                        + " where inspection_id in (:ids)")
                .param("ids", values(ids))
                .query(row -> {
                    var sealed = cipher.decrypt(row.getBytes(4)).split(" ");
                    numbers.computeIfAbsent(new InspectionId(row.getLong(1)), id -> new HashMap<>())
                            .put(
                                    Commitment.Side.valueOf(row.getString(2)),
                                    new Sealed(
                                            new Commitment(Digest.ofBytes(row.getBytes(3))),
                                            sealed[0],
                                            HexFormat.of().parseHex(sealed[1]),
                                            instant(row, 5),
                                            new PersonId(row.getLong(6))));
                });
        return numbers;
    }

    void write(InspectionId id, Commitment.Side side, DivisionId division, Sealed number) {
        jdbc.sql("""
                insert into inspection_number (inspection_id, side, division_id, commitment, sealed, recorded_at,
                  recorded_by) values (:id, :side, :division, :commitment, :sealed, :now, :by)
                """)
                .param("id", id.value())
                .param("side", side.name())
                .param("division", division.value())
                .param("commitment", number.commitment().digest().bytes())
                .param(
                        "sealed",
                        cipher.encrypt(number.number() + " " + HexFormat.of().formatHex(number.salt())))
                .param("now", Times.sql(number.at()))
                .param("by", number.by().value())
                .update();
    }

    void draw(InspectionId id, Draw draw, List<Drawn> drawn, Instant now) {
        jdbc.sql("insert into inspection_draw (inspection_id, seed, draw_text, draw_digest, drawn_at)"
                        + " values (?, ?, ?, ?, ?)")
                .params(
                        id.value(),
                        draw.seed().bytes(),
                        draw.text().toString(),
                        Digest.of(draw.text()).bytes(),
                        Times.sql(now))
                .update();
        batch.batchUpdate(
                "insert into inspection_item (id, inspection_id, part, replacement, place, household_id, village_id,"
                        + " number, group_name) values (next value for inspection_item_seq, ?, ?, ?, ?, ?, ?, ?, ?)",
                drawn.stream()
                        .map(each -> new Object[] {
                            id.value(),
                            each.part(),
                            each.replacement(),
                            each.place(),
                            each.household().household().value(),
                            each.household().village().value(),
                            each.household().number(),
                            each.household().group()
                        })
                        .toList());
    }

    /** All households drawn, part by part, those drawn first before their replacements, in the order of the draw. */
    List<InspectionItem> items(InspectionId id) {
        return items(id, Times.NOT_SUPERSEDED);
    }

    /** The same with what was known of them before an instant. */
    List<InspectionItem> items(InspectionId id, Instant knownBefore) {
        var items = jdbc.sql(ITEM + " where t.inspection_id = :id order by t.part, t.replacement, t.place")
                .param("id", id.value())
                .param("known", Times.sql(knownBefore))
                .query(InspectionRows::item)
                .list();
        var names = new HashMap<DivisionId, String>();
        return Due.marked(items, (item, due) -> item.named(names.computeIfAbsent(item.village(), this::name), due));
    }

    /** What a village is called today. */
    String name(DivisionId village) {
        return divisions.find(village, Times.today(clock)).map(Division::name).orElse("");
    }

    /** Which of the villages of an inspection lie within reach. */
    List<DivisionId> villages(InspectionId id, Reach reach) {
        return jdbc.sql("select v.village_id from inspection_village v where v.inspection_id = :id and "
                        + Reach.covers("v.village_id"))
                .param("id", id.value())
                .params(reach.parameters())
                .query((row, index) -> new DivisionId(row.getLong(1)))
                .list();
    }

    /** The inspection of a household drawn, if its village lies within reach; the household's row is locked. */
    Optional<InspectionId> lockItem(ItemId item, Reach reach) {
        return jdbc.sql("select t.inspection_id from inspection_item t where t.id = :id and "
                        + Reach.covers("t.village_id") + " for update")
                .param("id", item.value())
                .params(reach.parameters())
                .query((row, index) -> new InspectionId(row.getLong(1)))
                .optional();
    }

    /** The inspection of a household drawn, if one of these records of a person is to go there. */
    Optional<InspectionId> lockItem(ItemId item, Set<Long> persons) {
        return jdbc.sql("select t.inspection_id from inspection_item t where t.id = :id and exists"
                        + " (select 1 from inspection_inspector g where g.inspection_id = t.inspection_id"
                        + " and g.superseded_at = '9999-12-31' and g.person_id in (:persons)) for update")
                .param("id", item.value())
                .param("persons", persons)
                .query((row, index) -> new InspectionId(row.getLong(1)))
                .optional();
    }

    LocalDate drawnOn(InspectionId id) {
        return jdbc.sql("select drawn_at from inspection_draw where inspection_id = ?")
                .param(id.value())
                .query((row, index) -> Times.dayOf(instant(row, 1)))
                .single();
    }

    /**
     * What is written with a finding.
     *
     * @param reason why it corrects the one before, or empty
     * @param settled how the problem was put right, or empty
     * @param clientId the id under which a phone handed it in, or null
     */
    record Note(
            String reason,
            String settled,
            @Nullable LocalDate settledOn,
            @Nullable String clientId) {}

    /** Lets a finding stand in place of the one before. */
    void record(ItemId item, Finding finding, Note note, Instant now, PersonId by) {
        jdbc.sql("update inspection_finding set superseded_at = ? where item_id = ? and superseded_at = '9999-12-31'")
                .params(Times.sql(now), item.value())
                .update();
        insert(item, finding, note, now, Times.NOT_SUPERSEDED, by);
    }

    /** Keeps a finding that never stands. */
    void keep(ItemId item, Finding finding, Note note, Instant now, PersonId by) {
        insert(item, finding, note, now, now, by);
    }

    private void insert(ItemId item, Finding finding, Note note, Instant now, Instant superseded, PersonId by) {
        var satisfaction = finding.satisfaction();
        var spokeWith = finding.spokeWith();
        jdbc.sql("""
                insert into inspection_finding (id, item_id, day, outcome, spoke_with, sheet_there, informed_matches,
                  right_answers, knows_phone, satisfaction, signed, unlisted, problem, deadline, settled, settled_on,
                  reason, client_id, recorded_at, superseded_at, recorded_by)
                values (next value for inspection_finding_seq, :item, :day, :outcome, :spoke, :sheet, :informed, :answers,
                  :phone, :satisfaction, :signed, :unlisted, :problem, :deadline, :settled, :settledOn, :reason, :client,
                  :now, :superseded, :by)
                """)
                .param("item", item.value())
                .param("day", finding.day())
                .param("outcome", finding.outcome().name())
                .param("spoke", spokeWith == null ? null : spokeWith.name())
                .param("sheet", finding.sheetThere())
                .param("informed", finding.informedMatches())
                .param("answers", finding.rightAnswers())
                .param("phone", finding.knowsPhone())
                .param("satisfaction", satisfaction == null ? null : satisfaction.name())
                .param("signed", finding.signed())
                .param("unlisted", finding.unlisted())
                .param("problem", finding.problem())
                .param("deadline", finding.deadline())
                .param("settled", note.settled())
                .param("settledOn", note.settledOn())
                .param("reason", note.reason())
                .param("client", note.clientId())
                .param("now", Times.sql(now))
                .param("superseded", Times.sql(superseded))
                .param("by", by.value())
                .update();
    }

    private static InspectionItem item(ResultSet row, int index) throws SQLException {
        var outcome = row.getString(10);
        var spokeWith = row.getString(11);
        var satisfaction = row.getString(16);
        var finding = outcome == null
                ? null
                : new Finding(
                        row.getObject(9, LocalDate.class),
                        FindingOutcome.valueOf(outcome),
                        spokeWith == null ? null : Relation.valueOf(spokeWith),
                        row.getObject(12, Boolean.class),
                        row.getObject(13, Boolean.class),
                        row.getObject(14, Integer.class),
                        row.getObject(15, Boolean.class),
                        satisfaction == null ? null : Satisfaction.valueOf(satisfaction),
                        row.getObject(17, Boolean.class),
                        row.getInt(18),
                        row.getString(19),
                        row.getObject(20, LocalDate.class));
        return new InspectionItem(
                new ItemId(row.getLong(1)),
                new HouseholdId(row.getLong(2)),
                new DivisionId(row.getLong(3)),
                "",
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getBoolean(7),
                row.getInt(8),
                false,
                finding,
                finding == null ? null : new PersonId(row.getLong(21)),
                Objects.requireNonNullElse(row.getString(22), ""),
                row.getObject(23, LocalDate.class));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return Times.instant(row.getObject(column, LocalDateTime.class));
    }
}

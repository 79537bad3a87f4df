package cn.mingbai.households.ledgers;

import cn.mingbai.core.crypto.FieldCipher;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.Masks;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.coverage.CoverageDirectory;
import cn.mingbai.households.coverage.rule.Kind;
import cn.mingbai.households.ledger.HouseholdDetails;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.ledger.KnownHouseholds;
import cn.mingbai.households.visits.Answering;
import cn.mingbai.households.visits.InformedLevel;
import cn.mingbai.households.visits.Relation;
import cn.mingbai.households.visits.VisitOutcome;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the rows of a village's ledgers as they were known: a few statements for a village, however many its households. */
@Component
class LedgerReader {

    private static final int CHUNK = 1000;

    private final JdbcClient jdbc;
    private final CoverageDirectory coverage;
    private final FieldCipher cipher;
    private final ObjectProvider<InspectedDays> inspections;

    LedgerReader(
            JdbcClient jdbc,
            CoverageDirectory coverage,
            FieldCipher cipher,
            ObjectProvider<InspectedDays> inspections) {
        this.jdbc = jdbc;
        this.coverage = coverage;
        this.cipher = cipher;
        this.inspections = inspections;
    }

    /** How keys of words become words. */
    interface Words extends BiFunction<String, Object[], String> {

        default String of(String key, Object... arguments) {
            return apply(key, arguments);
        }
    }

    /**
     * A village with the units above it.
     *
     * @param campaign the name of the campaign over it, or empty
     */
    record Place(Division village, String town, String county, String campaign) {}

    /** How a ledger is to be read. */
    record Reading(AsOf asOf, boolean masked, Words words) {}

    private record Details(
            String number,
            String group,
            String order,
            String head,
            @Nullable Integer members) {}

    private record Visit(
            LocalDate day,
            VisitOutcome outcome,
            @Nullable Relation relation,
            @Nullable String version,
            @Nullable String member,
            String worker,
            @Nullable Long device,
            @Nullable String enteredBy,
            Instant recorded,
            int photos) {}

    private record Informed(
            LocalDate from,
            LocalDate to,
            @Nullable Relation relation,
            InformedLevel level,
            @Nullable Answering how,
            boolean apart,
            @Nullable String version,
            @Nullable Long visit) {

        boolean confirmed() {
            return level != InformedLevel.NAMED && !apart;
        }
    }

    /** The rows of a ledger of one village, in group order, then by number; meetings by day. */
    List<Map<String, Object>> rows(HouseholdLedger ledger, Place place, Reading reading) {
        return switch (ledger) {
            case VISITS -> visits(place, reading);
            case INFORMED -> informed(place, reading);
            case MEETINGS -> meetings(place, reading);
            case RECEIPTS -> receipts(place, reading);
        };
    }

    private List<Map<String, Object>> visits(Place place, Reading reading) {
        var counted = coverage.households(place.village().id(), reading.asOf());
        var details = details(counted.keySet(), reading.asOf());
        var visits = visits(counted.keySet(), reading.asOf());
        var informed = informed(counted.keySet(), reading.asOf());
        var members = members(informed, reading.asOf());
        var signed = signed(counted.keySet(), reading.asOf());
        var inspected = inspected(counted.keySet(), reading.asOf());
        var rows = new ArrayList<Map<String, Object>>();
        for (var id : ordered(details)) {
            var its = java.util.Objects.requireNonNull(counted.get(id));
            var door = java.util.Objects.requireNonNull(details.get(id));
            var own = visits.getOrDefault(id, List.of());
            var told = its.reachedBy();
            var reached = told == null
                    ? null
                    : own.stream()
                            .filter(visit -> visit.day().equals(told.day()) && visit.outcome() == told.outcome())
                            .findFirst()
                            .orElse(null);
            var row = place(place, door, reading);
            if (told != null) {
                row.put("day", told.day());
                row.put("way", reading.words().of("households.kind." + way(its.kinds())));
            } else {
                row.put("not-reached", notReached(its, own, reading));
            }
            var shown = reached != null ? reached : told != null || own.isEmpty() ? null : own.getLast();
            if (shown != null) {
                row.put("worker", shown.worker());
                row.put("version", shown.version());
                row.put("entry", entry(shown, reading));
                row.put("photo", shown.photos() == 0 ? null : shown.photos());
                row.put("note", late(shown, reading));
            } else if (told != null) {
                row.put("note", reading.words().of("households.ledgers.by-joined"));
            }
            current(informed.getOrDefault(id, List.of()), reading.asOf().day()).ifPresent(one -> {
                row.put("informed", name(one, door, members, reading));
                row.put("relation", word(one.relation(), reading));
            });
            row.put("signed", signed.get(id));
            row.put("inspected", inspected.get(new HouseholdId(id)));
            rows.add(row);
        }
        return rows;
    }

    private Map<String, Object> place(Place place, Details door, Reading reading) {
        var row = new LinkedHashMap<String, Object>();
        row.put("county", place.county());
        row.put("town", place.town());
        row.put("village", place.village().name());
        row.put("group", door.group());
        row.put("number", door.number());
        row.put("head", head(door, reading));
        row.put("members", door.members());
        return row;
    }

    private static String head(Details door, Reading reading) {
        return reading.masked() || door.head().isBlank() ? HouseholdDetails.masked(door.head()) : door.head();
    }

    private static Kind way(Set<Kind> kinds) {
        return kinds.stream().filter(Kind::way).findFirst().orElse(Kind.REACHED);
    }

    // Excluded for its state; otherwise how the last attempt ended, and on which day.
    private static String notReached(CoverageDirectory.Counted its, List<Visit> own, Reading reading) {
        var excluded = its.kinds().stream().filter(Kind::excluded).findFirst();
        if (excluded.isPresent()) {
            return reading.words().of("households.excluded." + excluded.get());
        }
        return own.isEmpty()
                ? reading.words().of("households.coverage.never")
                : own.getLast().day() + " "
                        + reading.words()
                                .of("households.outcome." + own.getLast().outcome());
    }

    private static String entry(Visit visit, Reading reading) {
        var way = reading.words()
                .of("households.entry."
                        + (visit.device() != null ? "PHONE" : visit.enteredBy() == null ? "PAGE" : "PAPER"));
        return visit.enteredBy() == null
                ? way
                : reading.words().of("households.ledgers.entered-by", way, visit.enteredBy());
    }

    private static @Nullable String late(Visit visit, Reading reading) {
        var recorded = Times.dayOf(visit.recorded());
        return recorded.equals(visit.day()) ? null : reading.words().of("households.ledgers.recorded-on", recorded);
    }

    private List<Map<String, Object>> informed(Place place, Reading reading) {
        var counted = coverage.households(place.village().id(), reading.asOf());
        var details = details(counted.keySet(), reading.asOf());
        var informed = informed(counted.keySet(), reading.asOf());
        var members = members(informed, reading.asOf());
        var rows = new ArrayList<Map<String, Object>>();
        for (var id : ordered(details)) {
            var door = java.util.Objects.requireNonNull(details.get(id));
            var spans = informed.getOrDefault(id, List.of());
            current(spans, reading.asOf().day()).ifPresent(one -> {
                var row = place(place, door, reading);
                row.put("informed", name(one, door, members, reading));
                row.put("relation", word(one.relation(), reading));
                row.put("lives-there", livesThere(one.relation(), reading));
                row.put("since", since(one, spans));
                row.put("version", one.version());
                row.put("level", evidence(one, reading));
                row.put("confirmed", one.confirmed() ? one.from() : null);
                row.put("change", change(one, spans, reading));
                rows.add(row);
            });
        }
        return rows;
    }

    private static String evidence(Informed one, Reading reading) {
        var how = one.how();
        var words =
                how != null && one.level() == InformedLevel.CONFIRMED ? how.key() : "households.kind." + one.level();
        return one.apart()
                ? reading.words().of("households.ledgers.apart", reading.words().of(words))
                : reading.words().of(words);
    }

    // Nobody is asked for it: what the relation says for certain is written, the rest left open.
    private static @Nullable String livesThere(@Nullable Relation relation, Reading reading) {
        return switch (relation) {
            case null -> null;
            case HEAD, SPOUSE -> reading.words().of("households.word.yes");
            case NEIGHBOUR -> reading.words().of("households.word.no");
            case CHILD, OTHER_RELATIVE -> null;
        };
    }

    private static LocalDate since(Informed one, List<Informed> spans) {
        var since = one.from();
        for (var before = before(since, one, spans); before != null; before = before(since, one, spans)) {
            since = before.from();
        }
        return since;
    }

    private static @Nullable Informed before(LocalDate day, Informed one, List<Informed> spans) {
        return spans.stream()
                .filter(span -> span.to().equals(day) && span.relation() == one.relation())
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String change(Informed one, List<Informed> spans, Reading reading) {
        var since = since(one, spans);
        return spans.stream()
                .filter(span -> span.to().equals(since))
                .findFirst()
                .map(span -> reading.words().of("households.ledgers.was", word(span.relation(), reading)))
                .orElse(null);
    }

    private static java.util.Optional<Informed> current(List<Informed> spans, LocalDate day) {
        return spans.stream()
                .filter(span -> !span.from().isAfter(day) && span.to().isAfter(day))
                .findFirst();
    }

    private static String name(Informed one, Details door, Map<Long, String> members, Reading reading) {
        var member = one.visit() == null ? null : members.get(one.visit());
        if (member != null) {
            return reading.masked() ? Masks.name(member) : member;
        }
        return one.relation() == Relation.HEAD ? head(door, reading) : word(one.relation(), reading);
    }

    // Whoever answered for a household without having been named before is not known by relation.
    private static String word(@Nullable Relation relation, Reading reading) {
        return reading.words().of(relation == null ? "households.ledgers.not-named" : relation.key());
    }

    private List<Map<String, Object>> meetings(Place place, Reading reading) {
        var groups = new HashMap<Long, Set<String>>();
        jdbc.sql("""
                select v.meeting_id, d.group_name from visit v
                join meeting m on m.id = v.meeting_id
                join household_details d on d.household_id = v.household_id and d.recorded_at < :known
                  and d.superseded_at >= :known and d.valid_from <= m.held_on and d.valid_to > m.held_on
                where m.village_id = :village and m.held_on <= :day and m.recorded_at < :known
                order by d.group_order
                """)
                .params(parameters(reading.asOf()))
                .param("village", place.village().id().value())
                .query(row -> {
                    groups.computeIfAbsent(row.getLong(1), key -> new LinkedHashSet<>())
                            .add(row.getString(2));
                });
        return jdbc.sql("""
                select m.id, m.recorded_at, m.held_on, m.place, m.ticked, p.name from meeting m
                join person p on p.id = m.worker_id
                where m.village_id = :village and m.held_on <= :day and m.recorded_at < :known
                order by m.held_on, m.id
                """)
                .params(parameters(reading.asOf()))
                .param("village", place.village().id().value())
                .query((row, index) -> {
                    Map<String, Object> cells = new LinkedHashMap<>();
                    var at = Times.instant(row.getObject(2, LocalDateTime.class));
                    cells.put("number", Times.dayOf(at).toString().replace("-", "") + "-M" + row.getLong(1));
                    cells.put("topic", place.campaign());
                    cells.put(
                            "method",
                            row.getString(4).isBlank()
                                    ? reading.words().of("households.kind.REACHED_MEETING")
                                    : reading.words().of("households.ledgers.meeting-at", row.getString(4)));
                    cells.put(
                            "covers",
                            place.village().name() + " "
                                    + groups.getOrDefault(row.getLong(1), Set.of()).stream()
                                            .filter(group -> !group.isBlank())
                                            .collect(Collectors.joining(
                                                    reading.words().of("households.word.comma"))));
                    cells.put("day", row.getObject(3, LocalDate.class));
                    cells.put("people", row.getInt(5));
                    cells.put("organiser", row.getString(6));
                    return cells;
                })
                .list();
    }

    private List<Map<String, Object>> receipts(Place place, Reading reading) {
        var details = details(
                coverage.households(place.village().id(), reading.asOf()).keySet(), reading.asOf());
        var receipts = new HashMap<Long, List<Map<String, Object>>>();
        inChunks(details.keySet(), reading.asOf(), """
                select r.household_id, r.edition, r.returned_on, r.recorded_at, p.name from signed_receipt r
                join person p on p.id = r.recorded_by
                where r.household_id in (:ids) and r.returned_on <= :day
                  and r.recorded_at < :known and r.superseded_at >= :known order by r.returned_on, r.id
                """, row -> {
            Map<String, Object> cells = new LinkedHashMap<>();
            cells.put("edition", row.getString(2));
            cells.put("returned", row.getObject(3, LocalDate.class));
            cells.put("recorded-on", Times.dayOf(Times.instant(row.getObject(4, LocalDateTime.class))));
            cells.put("recorded-by", row.getString(5));
            receipts.computeIfAbsent(row.getLong(1), key -> new ArrayList<>()).add(cells);
        });
        var rows = new ArrayList<Map<String, Object>>();
        for (var id : ordered(details)) {
            for (var cells : receipts.getOrDefault(id, List.of())) {
                var row = place(place, java.util.Objects.requireNonNull(details.get(id)), reading);
                row.putAll(cells);
                rows.add(row);
            }
        }
        return rows;
    }

    private static Map<String, Object> parameters(AsOf asOf) {
        return Map.of("day", asOf.day(), "known", Times.sql(asOf.knownBefore()));
    }

    private static List<Long> ordered(Map<Long, Details> details) {
        return details.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<Long, Details> entry) ->
                                entry.getValue().order())
                        .thenComparing(entry -> entry.getValue().number().length())
                        .thenComparing(entry -> entry.getValue().number()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private interface RowReader {
        void read(java.sql.ResultSet row) throws java.sql.SQLException;
    }

    private void inChunks(Set<Long> ids, AsOf asOf, String sql, RowReader reader) {
        var sorted = List.copyOf(new TreeSet<>(ids));
        for (var start = 0; start < sorted.size(); start += CHUNK) {
            jdbc.sql(sql)
                    .params(parameters(asOf))
                    .param("ids", sorted.subList(start, Math.min(start + CHUNK, sorted.size())))
                    .query(reader::read);
        }
    }

    private Map<Long, Details> details(Set<Long> ids, AsOf asOf) {
        var details = new HashMap<Long, Details>();
        inChunks(
                ids,
                asOf,
                "select h.id, coalesce(p.number, h.number), d.group_name, d.group_order, d.head, d.members"
                        + KnownHouseholds.FROM + " where h.id in (:ids)",
                row -> details.put(
                        row.getLong(1),
                        new Details(
                                new HouseholdNumber(row.getString(2)).shown(),
                                row.getString(3),
                                row.getString(4),
                                cipher.decrypt(row.getBytes(5)),
                                row.getObject(6, Integer.class))));
        return details;
    }

    // Of each household in the order of their days.
    private Map<Long, List<Visit>> visits(Set<Long> ids, AsOf asOf) {
        var visits = new HashMap<Long, List<Visit>>();
        inChunks(ids, asOf, """
                select v.household_id, v.visited_on, v.outcome, v.relation, v.policy_version, v.member, w.name,
                  v.device_id, e.name, v.recorded_at,
                  (select count(*) from visit_photo f where f.record_id = v.client_id and f.recorded_at < :known)
                  + (select count(*) from meeting m join visit_photo f on f.record_id = m.client_id
                    where m.id = v.meeting_id and f.recorded_at < :known)
                from visit v join person w on w.id = v.worker_id left join person e on e.id = v.entered_by
                where v.household_id in (:ids) and v.visited_on <= :day
                  and v.recorded_at < :known and v.superseded_at >= :known
                order by v.visited_on, v.id
                """, row -> {
            var relation = row.getString(4);
            var member = row.getBytes(6);
            visits.computeIfAbsent(row.getLong(1), key -> new ArrayList<>())
                    .add(new Visit(
                            row.getObject(2, LocalDate.class),
                            VisitOutcome.valueOf(row.getString(3)),
                            relation == null ? null : Relation.valueOf(relation),
                            row.getString(5),
                            member == null ? null : cipher.decrypt(member),
                            row.getString(7),
                            row.getObject(8, Long.class),
                            row.getString(9),
                            Times.instant(row.getObject(10, LocalDateTime.class)),
                            row.getInt(11)));
        });
        return visits;
    }

    private Map<Long, List<Informed>> informed(Set<Long> ids, AsOf asOf) {
        var informed = new HashMap<Long, List<Informed>>();
        inChunks(
                ids,
                asOf,
                """
                select i.household_id, i.valid_from, i.valid_to, i.relation, i.level, i.how, i.apart,
                  i.policy_version, i.visit_id
                from informed_member i
                where i.household_id in (:ids) and i.valid_from <= :day
                  and i.recorded_at < :known and i.superseded_at >= :known
                order by i.valid_from
                """,
                row -> informed.computeIfAbsent(row.getLong(1), key -> new ArrayList<>())
                        .add(new Informed(
                                row.getObject(2, LocalDate.class),
                                row.getObject(3, LocalDate.class),
                                row.getString(4) == null ? null : Relation.valueOf(row.getString(4)),
                                InformedLevel.valueOf(row.getString(5)),
                                row.getString(6) == null ? null : Answering.valueOf(row.getString(6)),
                                row.getBoolean(7),
                                row.getString(8),
                                row.getObject(9, Long.class))));
        return informed;
    }

    // The names that visits gave for the informed member, by visit.
    private Map<Long, String> members(Map<Long, List<Informed>> informed, AsOf asOf) {
        var visits = informed.values().stream()
                .flatMap(List::stream)
                .map(Informed::visit)
                .filter(java.util.Objects::nonNull)
                .collect(Collectors.toSet());
        var members = new HashMap<Long, String>();
        inChunks(
                visits,
                asOf,
                "select v.id, v.member from visit v where v.id in (:ids) and v.member is not null"
                        + " and v.visited_on <= :day and v.recorded_at < :known",
                row -> members.put(row.getLong(1), cipher.decrypt(row.getBytes(2))));
        return members;
    }

    private Map<HouseholdId, LocalDate> inspected(Set<Long> ids, AsOf asOf) {
        var days = new HashMap<HouseholdId, LocalDate>();
        var households = ids.stream().map(HouseholdId::new).toList();
        inspections.forEach(each -> days.putAll(each.lastInspected(households, asOf.day(), asOf.knownBefore())));
        return days;
    }

    private Map<Long, LocalDate> signed(Set<Long> ids, AsOf asOf) {
        var signed = new HashMap<Long, LocalDate>();
        inChunks(ids, asOf, """
                select r.household_id, max(r.returned_on) from signed_receipt r
                where r.household_id in (:ids) and r.returned_on <= :day
                  and r.recorded_at < :known and r.superseded_at >= :known group by r.household_id
                """, row -> signed.put(row.getLong(1), row.getObject(2, LocalDate.class)));
        return signed;
    }
}

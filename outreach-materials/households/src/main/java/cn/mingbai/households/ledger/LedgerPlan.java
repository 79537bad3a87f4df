package cn.mingbai.households.ledger;

import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.Masks;
import cn.mingbai.core.spreadsheet.ImportReport;
import cn.mingbai.core.spreadsheet.ImportReport.Change;
import cn.mingbai.core.spreadsheet.ImportReport.FieldChange;
import cn.mingbai.core.spreadsheet.ImportReport.Question;
import cn.mingbai.core.spreadsheet.ImportReport.Refused;
import cn.mingbai.households.ledger.LedgerBook.Entry;
import cn.mingbai.households.ledger.LedgerBook.Known;
import cn.mingbai.households.ledger.LedgerBook.StateAndReason;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a ledger file would change: a pure comparison of its lines with what is known. */
final class LedgerPlan {

    private static final Known NOTHING = new Known(List.of(), List.of());

    private final LocalDate day;
    private final String reason;
    private final Words words;
    private final List<Change> added = new ArrayList<>();
    private final List<Change> changed = new ArrayList<>();
    private final List<Refused> refused;
    private final List<Question> questions = new ArrayList<>();
    private final List<Line> fresh = new ArrayList<>();
    private final List<Entry<HouseholdDetails>> details = new ArrayList<>();
    private final List<Entry<StateAndReason>> states = new ArrayList<>();
    private final Map<DivisionId, int[]> counts = new HashMap<>();
    private final Map<DivisionId, List<Excluded>> excluded = new LinkedHashMap<>();
    private final Holding holding;
    private int unchanged;

    private LedgerPlan(LocalDate day, String reason, Words words, List<Refused> refused, Holding holding) {
        this.day = day;
        this.reason = reason;
        this.words = words;
        this.refused = new ArrayList<>(refused);
        this.holding = holding;
    }

    /**
     * A line that takes a household out of the denominator which was not out of it.
     *
     * @param household its id, or null while it is not in the ledger
     */
    record Excluded(Line line, @Nullable Long household, HouseholdState state) {}

    /**
     * What of a village's exclusions must wait for a second person.
     *
     * @param excluding the states that take a household of a village out of the denominator
     * @param waiting the households whose exclusion waits already, with the state that they are to have
     * @param held the villages whose further exclusions wait
     */
    record Holding(
            Function<DivisionId, Set<HouseholdState>> excluding,
            Map<Long, HouseholdState> waiting,
            Set<DivisionId> held) {

        Holding with(Set<DivisionId> villages) {
            return new Holding(excluding, waiting, villages);
        }
    }

    /**
     * A line of the file. What the file has no column for is null, and stays as it is known.
     *
     * @param said what the file says; its head is always there
     * @param state null where the cell is empty
     */
    record Line(
            int row,
            Division village,
            HouseholdNumber number,
            Said said,
            @Nullable HouseholdState state) {}

    /** The cells that a file may leave out as a column. */
    record Said(
            @Nullable String group,
            String head,
            boolean hasPhone,
            @Nullable String phone,
            boolean hasMembers,
            @Nullable Integer members,
            @Nullable Boolean registered,
            @Nullable Boolean resident,
            @Nullable Boolean assisted) {

        /** What holds with this file: its own cells, and what is known for columns that it lacks. */
        HouseholdDetails over(@Nullable HouseholdDetails known) {
            return new HouseholdDetails(
                    group != null ? group : known == null ? "" : known.group(),
                    head,
                    hasPhone ? phone : known == null ? null : known.phone(),
                    hasMembers ? members : known == null ? null : known.members(),
                    registered != null ? registered : known == null || known.registered(),
                    resident != null ? resident : known == null || known.resident(),
                    assisted != null ? assisted : known != null && known.assisted());
        }
    }

    /**
     * How the report names columns and values.
     *
     * @param column the heading of a column's key
     * @param state the word for a state
     * @param yesNo the word for true and false
     * @param waits the words for a state that waits for a second person
     */
    record Words(
            Function<String, String> column,
            Function<HouseholdState, String> state,
            Function<Boolean, String> yesNo,
            Function<HouseholdState, String> waits) {}

    static LedgerPlan of(
            List<Line> lines,
            List<Refused> refused,
            Map<DivisionId, Map<String, Long>> numbers,
            Map<Long, Known> known,
            LocalDate day,
            String reason,
            Words words,
            Holding holding) {
        var plan = new LedgerPlan(day, reason, words, refused, holding);
        var seen = new HashMap<DivisionId, Map<String, Integer>>();
        var villages = new TreeMap<String, Division>();
        for (var line : lines) {
            villages.put(line.village().code().value(), line.village());
            var earlier = seen.computeIfAbsent(line.village().id(), key -> new HashMap<>())
                    .putIfAbsent(line.number().value(), line.row());
            if (earlier != null) {
                plan.refused.add(new Refused(
                        line.row(), words.column().apply("number"), "households.import.row-twice", earlier));
                continue;
            }
            var household = numbers.getOrDefault(line.village().id(), Map.of())
                    .get(line.number().value());
            plan.take(line, household, household == null ? NOTHING : known.getOrDefault(household, NOTHING));
        }
        villages.values()
                .forEach(village -> plan.askForAbsent(
                        village,
                        numbers.getOrDefault(village.id(), Map.of()),
                        seen.getOrDefault(village.id(), Map.of()).keySet(),
                        known));
        return plan;
    }

    private void take(Line line, @Nullable Long household, Known known) {
        var count = counts.computeIfAbsent(line.village().id(), key -> new int[3]);
        var detailsBefore =
                Spans.on(known.details(), day).map(Spans.Span::content).orElse(null);
        var stateBefore = Spans.on(known.states(), day)
                .map(span -> span.content().state())
                .orElse(null);
        var detailsAfter = line.said().over(detailsBefore);
        var said = line.state() != null ? line.state() : stateBefore != null ? stateBefore : HouseholdState.DUE;
        // What waits already is not asked for again: the same file twice changes nothing.
        var stateWanted = household != null && holding.waiting().get(household) == said && stateBefore != null
                ? stateBefore
                : said;
        var excluding = holding.excluding().apply(line.village().id());
        var excludes = excluding.contains(stateWanted) && (stateBefore == null || !excluding.contains(stateBefore));
        if (excludes) {
            excluded.computeIfAbsent(line.village().id(), key -> new ArrayList<>())
                    .add(new Excluded(line, household, stateWanted));
        }
        var waits = excludes && holding.held().contains(line.village().id());
        var stateAfter = !waits ? stateWanted : stateBefore != null ? stateBefore : HouseholdState.DUE;
        var shown = waits ? words.waits().apply(stateWanted) : words.state().apply(stateAfter);
        if (household == null) {
            fresh.add(line);
            added.add(new Change(
                    line.row(),
                    line.village().name() + " " + line.number().shown(),
                    HouseholdDetails.masked(detailsAfter.head()),
                    List.of(new FieldChange(words.column().apply("state"), "", shown))));
            count[0]++;
            return;
        }
        var fields = fields(detailsBefore, detailsAfter);
        if (waits || stateAfter != stateBefore) {
            fields.add(new FieldChange(
                    words.column().apply("state"),
                    stateBefore == null ? "" : words.state().apply(stateBefore),
                    shown));
        }
        if (fields.isEmpty()) {
            unchanged++;
            count[2]++;
            return;
        }
        count[1]++;
        changed.add(new Change(
                line.row(),
                line.village().name() + " " + line.number().shown(),
                HouseholdDetails.masked(detailsAfter.head()),
                fields));
        if (!detailsAfter.equals(detailsBefore)) {
            details.add(new Entry<>(household, Spans.from(known.details(), day, detailsAfter)));
        }
        if (stateAfter != stateBefore) {
            states.add(new Entry<>(household, Spans.from(known.states(), day, new StateAndReason(stateAfter, reason))));
        }
    }

    private List<FieldChange> fields(@Nullable HouseholdDetails before, HouseholdDetails after) {
        var fields = new ArrayList<FieldChange>();
        field(fields, "group", before == null ? null : before.group(), after.group(), text -> text);
        field(fields, "head", before == null ? null : before.head(), after.head(), Masks::name);
        field(fields, "phone", before == null ? null : before.phone(), after.phone(), Masks::phone);
        field(fields, "members", before == null ? null : before.members(), after.members(), String::valueOf);
        field(fields, "registered", before == null ? null : before.registered(), after.registered(), words.yesNo());
        field(fields, "resident", before == null ? null : before.resident(), after.resident(), words.yesNo());
        field(fields, "assisted", before == null ? null : before.assisted(), after.assisted(), words.yesNo());
        return fields;
    }

    private <T> void field(
            List<FieldChange> fields, String column, @Nullable T before, @Nullable T after, Function<T, String> shown) {
        if (!java.util.Objects.equals(before, after)) {
            fields.add(new FieldChange(
                    words.column().apply(column),
                    before == null ? "" : shown.apply(before),
                    after == null ? "" : shown.apply(after)));
        }
    }

    // What is gone or has become part of another household needs no answer.
    private void askForAbsent(Division village, Map<String, Long> numbers, Set<String> inFile, Map<Long, Known> known) {
        new TreeMap<>(numbers).forEach((number, household) -> {
            if (inFile.contains(number)) {
                return;
            }
            var its = known.getOrDefault(household, NOTHING);
            var state = Spans.on(its.states(), day).map(span -> span.content().state());
            if (state.isEmpty() || state.get() == HouseholdState.DEMOLISHED || state.get() == HouseholdState.MERGED) {
                return;
            }
            questions.add(new Question(
                    village.name() + " " + new HouseholdNumber(number).shown(),
                    Spans.on(its.details(), day)
                            .map(span -> HouseholdDetails.masked(span.content().head()))
                            .orElse(""),
                    "households.import.absent",
                    List.of(words.state().apply(state.get()))));
        });
    }

    ImportReport report() {
        return new ImportReport(added, changed, unchanged, refused, questions);
    }

    /** Lines whose household is not in the ledger yet. */
    List<Line> fresh() {
        return fresh;
    }

    List<Entry<HouseholdDetails>> details() {
        return details;
    }

    List<Entry<StateAndReason>> states() {
        return states;
    }

    /** The entries of a fresh line, once its household has an id. */
    void enter(Line line, long household) {
        details.add(
                new Entry<>(household, Spans.from(List.of(), day, line.said().over(null))));
        states.add(new Entry<>(
                household,
                Spans.from(
                        List.of(),
                        day,
                        new StateAndReason(
                                line.state() == null || waits(line) ? HouseholdState.DUE : line.state(), reason))));
    }

    private boolean waits(Line line) {
        return holding.held().contains(line.village().id())
                && excluded.getOrDefault(line.village().id(), List.of()).stream()
                        .anyMatch(each -> each.line().equals(line));
    }

    /** The lines that take households out of the denominator, by village; those of a held village wait. */
    Map<DivisionId, List<Excluded>> excluded() {
        return excluded;
    }

    /** Added, changed and unchanged households of each village of the file. */
    Map<DivisionId, int[]> counts() {
        return counts;
    }

    /** The households whose facts change. */
    Set<HouseholdId> households() {
        var households = new HashSet<HouseholdId>();
        details.forEach(entry -> households.add(new HouseholdId(entry.household())));
        states.forEach(entry -> households.add(new HouseholdId(entry.household())));
        return households;
    }
}

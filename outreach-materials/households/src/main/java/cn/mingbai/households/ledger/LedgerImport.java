package cn.mingbai.households.ledger;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.divisions.DivisionFinder;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.spreadsheet.CellKind;
import cn.mingbai.core.spreadsheet.ImportProgress;
import cn.mingbai.core.spreadsheet.ImportReport;
import cn.mingbai.core.spreadsheet.ImportReport.Refused;
import cn.mingbai.core.spreadsheet.Sheet;
import cn.mingbai.core.spreadsheet.SheetColumn;
import cn.mingbai.core.spreadsheet.SheetReader;
import cn.mingbai.core.spreadsheet.SheetRow;
import cn.mingbai.core.spreadsheet.SheetWords;
import cn.mingbai.core.spreadsheet.SheetWriter;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.ledger.LedgerPlan.Line;
import cn.mingbai.households.ledger.LedgerPlan.Said;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes a village's register (.xlsx or .csv, key village and 户号) into the ledger: first a plan, then all of it or nothing.
 * Only villages within the caller's reach are found; a household that the file lacks is asked about, never removed. Where
 * a village would exclude more than its district's share, what the file excludes there waits for a second person.
 */
@Service
public class LedgerImport {

    private final LedgerBook book;
    private final Exclusions exclusions;
    private final FactsWatch watch;
    private final Writes writes;
    private final Divisions divisions;
    private final Texts texts;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    LedgerImport(
            LedgerBook book,
            Exclusions exclusions,
            FactsWatch watch,
            Writes writes,
            Divisions divisions,
            Texts texts,
            Access access,
            Audit audit,
            Clock clock) {
        this.book = book;
        this.exclusions = exclusions;
        this.watch = watch;
        this.writes = writes;
        this.divisions = divisions;
        this.texts = texts;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /** The template to fill in, as .xlsx: headings, an example row and a sheet that explains. */
    @NotDivisionScoped("headings and words, no row")
    public byte[] template() {
        access.require(Action.EDIT_LEDGER);
        return SheetWriter.template(
                columns(),
                List.of(word("households.import.example").split("\\|", -1)),
                word("households.import.sheet"),
                word("core.import.guide-sheet"),
                List.of(word("households.import.guide").split("\\|")));
    }

    /**
     * What taking the file in would do; nothing is written.
     *
     * @throws RuleViolation when the file cannot be read as a whole, or day or control total cannot be taken
     */
    @Transactional(readOnly = true)
    public ImportReport plan(LedgerUpload upload) {
        access.require(Action.EDIT_LEDGER);
        return planned(upload, false).plan().report();
    }

    /**
     * Takes the file in, planned anew over what is known now.
     *
     * @param progress hears how far it has come
     * @throws RuleViolation when the file cannot be read as a whole, or a row is refused: then nothing is written
     * @throws NotFound when no village of the file lies within reach
     * @throws Conflict when somebody added one of its numbers at the same moment
     */
    public ImportReport apply(LedgerUpload upload, ImportProgress progress) {
        access.require(Action.EDIT_LEDGER);
        progress.at(0, 1);
        try {
            return writes.inTransaction(() -> {
                var planned = planned(upload, true);
                var report = planned.plan().report();
                if (planned.villages().isEmpty()
                        && !report.isClean()
                        && report.refused().stream().allMatch(LedgerImport::outOfReach)) {
                    throw new NotFound("households.import.nothing-in-area");
                }
                if (!report.isClean()) {
                    throw new RuleViolation(
                            "core.import.has-refused",
                            report.refused().size(),
                            report.refused().getFirst().row());
                }
                write(upload, planned, progress);
                return report;
            });
        } catch (DuplicateKeyException taken) {
            throw new Conflict("households.import.taken-meanwhile");
        }
    }

    // The same whether there is no such village or it is somebody else's.
    private static boolean outOfReach(Refused refused) {
        return refused.messageKey().startsWith("core.division.");
    }

    private record Planned(LedgerPlan plan, List<DivisionId> villages, Set<DivisionId> held, String reason) {}

    private void write(LedgerUpload upload, Planned planned, ImportProgress progress) {
        var plan = planned.plan();
        var now = clock.instant();
        var fresh = new LinkedHashMap<DivisionId, List<HouseholdNumber>>();
        for (var line : plan.fresh()) {
            fresh.computeIfAbsent(line.village().id(), key -> new ArrayList<>()).add(line.number());
        }
        fresh.forEach((village, numbers) -> book.insert(village, numbers, now));
        var ids = book.numbers(fresh.keySet());
        for (var line : plan.fresh()) {
            plan.enter(
                    line,
                    ids.getOrDefault(line.village().id(), Map.of())
                            .getOrDefault(line.number().value(), 0L));
        }
        var digest = sha256(upload.bytes());
        for (var village : planned.held()) {
            var wishes = plan.excluded().getOrDefault(village, List.of()).stream()
                    .map(each -> new Exclusions.Wish(
                            new HouseholdId(
                                    each.household() != null
                                            ? each.household()
                                            : ids.getOrDefault(village, Map.of())
                                                    .getOrDefault(
                                                            each.line().number().value(), 0L)),
                            each.state(),
                            null,
                            upload.day()))
                    .toList();
            exclusions.propose(village, wishes, planned.reason());
        }
        var steps = Math.max(1, plan.details().size() + plan.states().size());
        watch.around(plan.households(), now, () -> {
            book.writeDetails(plan.details(), now, done -> progress.at(done, steps));
            book.writeStates(plan.states(), now);
        });
        plan.counts().forEach((village, counts) -> {
            if (counts[0] + counts[1] > 0) {
                audit.record(
                        "household.import",
                        subject(upload.fileName()),
                        village,
                        "added %d, changed %d, unchanged %d, as of %s, sha256 %s"
                                .formatted(counts[0], counts[1], counts[2], upload.day(), digest));
            }
        });
        if (upload.controlTotal() != null) {
            var village = planned.villages().getFirst();
            if (book.writeControlTotal(
                    village, upload.controlTotal(), upload.controlSource().strip(), upload.day(), now)) {
                audit.record(
                        "household.control-total",
                        "division " + village.value(),
                        village,
                        upload.controlTotal() + ", " + upload.controlSource());
            }
        }
        progress.at(steps, steps);
    }

    private Planned planned(LedgerUpload upload, boolean lock) {
        Households.requirePast(upload.day(), Times.today(clock));
        if (upload.controlTotal() != null) {
            Households.checkControl(upload.controlTotal(), upload.controlSource());
        }
        var columns = columns();
        var headings = columns.stream().collect(Collectors.toMap(SheetColumn::key, SheetColumn::heading));
        var sheet = SheetReader.read(upload.fileName(), upload.bytes(), columns);
        if (!sheet.has("code") && !sheet.has("village")) {
            throw new RuleViolation(
                    "households.import.no-village-column", headings.get("village"), headings.get("code"));
        }
        var refused = new ArrayList<>(sheet.refused());
        var lines = new Lines(new DivisionFinder(divisions.reachable(Action.EDIT_LEDGER)), sheet, headings)
                .read(sheet.rows(), refused);
        var villages = List.copyOf(
                lines.stream().map(line -> line.village().id()).collect(Collectors.toCollection(LinkedHashSet::new)));
        if (upload.controlTotal() != null && villages.size() != 1) {
            throw new RuleViolation("households.import.control-one-village", villages.size());
        }
        if (lock) {
            book.lock(villages);
        }
        var reason =
                word("households.state.reason.import") + " " + upload.fileName().replaceAll("\\p{Cntrl}", "");
        var told = reason.length() <= Reason.LENGTH ? reason : reason.substring(0, Reason.LENGTH);
        var numbers = book.numbers(villages);
        var known = book.known(villages, lock);
        var excluding = villages.stream().collect(Collectors.toMap(each -> each, exclusions::excluding));
        var waiting = new HashMap<Long, HouseholdState>();
        villages.forEach(village ->
                exclusions.waitingStates(village).forEach((household, state) -> waiting.put(household.value(), state)));
        var words = new LedgerPlan.Words(
                key -> headings.getOrDefault(key, key),
                state -> word("households.state." + state),
                yes -> word(yes ? "households.word.yes" : "households.word.no"),
                state -> texts.get(
                        Texts.LOCALES.getFirst(), "households.import.waits", word("households.state." + state)));
        var free = new LedgerPlan.Holding(
                village -> excluding.getOrDefault(village, Set.of()), Map.copyOf(waiting), Set.of());
        var plan = LedgerPlan.of(lines, refused, numbers, known, upload.day(), told, words, free);
        var held = held(plan);
        return new Planned(
                held.isEmpty()
                        ? plan
                        : LedgerPlan.of(lines, refused, numbers, known, upload.day(), told, words, free.with(held)),
                villages,
                held,
                told);
    }

    // The villages that would exclude more than their district's share: what the file excludes there waits as one
    // proposal.
    private Set<DivisionId> held(LedgerPlan plan) {
        var held = new LinkedHashSet<DivisionId>();
        plan.excluded().forEach((village, lines) -> {
            var wished = new HashMap<HouseholdId, HouseholdState>();
            // A household without an id yet is told apart by its row.
            lines.forEach(each -> wished.put(
                    new HouseholdId(
                            each.household() != null
                                    ? each.household()
                                    : -each.line().row()),
                    each.state()));
            var fresh = plan.fresh().stream()
                    .filter(line -> line.village().id().equals(village))
                    .count();
            if (exclusions.mustWait(village, wished, (int) fresh)) {
                held.add(village);
            }
        });
        return held;
    }

    private List<SheetColumn> columns() {
        return List.of(
                column("code", false, CellKind.CODE),
                column("town", false, CellKind.TEXT),
                column("village", false, CellKind.TEXT),
                column("group", false, CellKind.TEXT),
                column("number", true, CellKind.CODE),
                column("head", true, CellKind.TEXT),
                column("members", false, CellKind.NUMBER),
                column("phone", false, CellKind.TEXT),
                column("state", false, CellKind.TEXT),
                column("registered", false, CellKind.TEXT),
                column("resident", false, CellKind.TEXT),
                column("assisted", false, CellKind.TEXT));
    }

    private SheetColumn column(String key, boolean required, CellKind kind) {
        return new SheetColumn(key, SheetWords.of(texts, "households.import.column." + key), required, kind);
    }

    private String word(String key) {
        return texts.get(Texts.LOCALES.getFirst(), key);
    }

    /** Reads rows into lines. */
    private final class Lines {

        private static final Map<String, String> COLUMN_OF = Map.of(
                "households.details.group", "group",
                "households.details.head", "head",
                "households.details.phone", "phone",
                "households.details.members", "members");

        private final DivisionFinder finder;
        private final Sheet sheet;
        private final Map<String, String> headings;
        private final Map<String, HouseholdState> states = new LinkedHashMap<>();
        private final List<String> yes = folded("households.import.yes");
        private final List<String> no = folded("households.import.no");

        Lines(DivisionFinder finder, Sheet sheet, Map<String, String> headings) {
            this.finder = finder;
            this.sheet = sheet;
            this.headings = headings;
            for (var state : HouseholdState.values()) {
                folded("households.import.state." + state).forEach(word -> states.put(word, state));
            }
        }

        private List<String> folded(String key) {
            return SheetWords.of(texts, key).stream().map(SheetWords::folded).toList();
        }

        List<Line> read(List<SheetRow> rows, List<Refused> refused) {
            var lines = new ArrayList<Line>();
            var column = new String[] {""};
            for (var row : rows) {
                try {
                    lines.add(line(row, column));
                } catch (RuleViolation wrong) {
                    var at = COLUMN_OF.getOrDefault(wrong.key(), column[0]);
                    refused.add(
                            new Refused(row.number(), headings.getOrDefault(at, at), wrong.key(), wrong.arguments()));
                }
            }
            return lines;
        }

        // The column being read, so that a refusal can name it.
        private Line line(SheetRow row, String[] column) {
            column[0] = row.text("code").isEmpty() ? "village" : "code";
            if (row.text("code").isEmpty() && row.text("village").isEmpty()) {
                throw new RuleViolation("core.sheet.cell-empty");
            }
            var village = finder.find(row.text("code"), row.text("village"), row.text("town"));
            if (village.level() != Level.VILLAGE) {
                throw new RuleViolation("households.import.not-a-village", village.name());
            }
            column[0] = "number";
            var number = HouseholdNumber.fromRegister(row.text("number"));
            column[0] = "state";
            var state = state(row.text("state"));
            column[0] = "registered";
            var registered = flag(row, "registered");
            column[0] = "resident";
            var resident = flag(row, "resident");
            column[0] = "assisted";
            var assisted = flag(row, "assisted");
            column[0] = "head";
            // Checked by the details themselves, which name the cell that is wrong.
            var details = new HouseholdDetails(
                            row.text("group"),
                            row.text("head"),
                            row.text("phone").replaceAll("[\\s\\u3000]", ""),
                            row.whole("members").orElse(null),
                            true,
                            true,
                            false)
                    .withHead();
            return new Line(
                    row.number(),
                    village,
                    number,
                    new Said(
                            sheet.has("group") ? details.group() : null,
                            details.head(),
                            sheet.has("phone"),
                            details.phone(),
                            sheet.has("members"),
                            details.members(),
                            registered,
                            resident,
                            assisted),
                    state);
        }

        private @Nullable HouseholdState state(String word) {
            if (word.isEmpty()) {
                return null;
            }
            var state = states.get(SheetWords.folded(word));
            if (state == null) {
                throw new RuleViolation(
                        "households.import.state-unknown",
                        word,
                        java.util.Arrays.stream(HouseholdState.values())
                                .map(each -> word("households.state." + each))
                                .collect(Collectors.joining("、")));
            }
            return state;
        }

        private @Nullable Boolean flag(SheetRow row, String key) {
            if (!sheet.has(key)) {
                return null;
            }
            var word = SheetWords.folded(row.text(key));
            if (word.isEmpty() || no.contains(word)) {
                return false;
            }
            if (yes.contains(word)) {
                return true;
            }
            throw new RuleViolation("households.import.yes-or-no", row.text(key));
        }
    }

    private static String subject(String fileName) {
        var shown = fileName.replaceAll("\\p{Cntrl}", "");
        return "file " + (shown.length() <= 100 ? shown : shown.substring(0, 100));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("expected SHA-256 in every JDK", missing);
        }
    }
}

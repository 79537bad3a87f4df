package cn.mingbai.materials.leaflets;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.jobs.Jobs;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.ledger.HouseholdDirectory;
import cn.mingbai.households.ledger.HouseholdDirectory.Place;
import cn.mingbai.households.ledger.HouseholdDirectory.SheetLine;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.sheets.BlankSheets;
import cn.mingbai.materials.leaflets.Drafts.Draft;
import cn.mingbai.materials.leaflets.PrintBatch.Scope;
import cn.mingbai.materials.leaflets.PrintRows.NewBatch;
import cn.mingbai.materials.leaflets.PrintRows.NewVillage;
import cn.mingbai.materials.leaflets.PrintRows.Sheet;
import cn.mingbai.materials.texts.LeafletValues;
import cn.mingbai.materials.texts.PolicyTexts;
import cn.mingbai.materials.texts.TextCode;
import cn.mingbai.print.HouseholdKind;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Orders prints, which a job then makes, and keeps who printed what, when and how much. What is printed is frozen with the
 * order: households, names, values and version of the text. Only the codes are those in force when a village is made, so
 * that no sheet leaves the printer with a code that was revoked meanwhile.
 */
@Service
public class PrintBatches {

    /** The most batches that are listed. */
    public static final int MOST = 50;

    private final Drafts drafts;
    private final PrintRows rows;
    private final PrintStubs stubs;
    private final PrintFolder folder;
    private final BlankSheets blanks;
    private final HouseholdDirectory households;
    private final DivisionDirectory divisions;
    private final PolicyTexts texts;
    private final Jobs jobs;
    private final Texts words;
    private final Access access;
    private final Audit audit;
    private final Clock clock;
    private final int keepDays;

    PrintBatches(
            Drafts drafts,
            PrintRows rows,
            PrintStubs stubs,
            PrintFolder folder,
            BlankSheets blanks,
            HouseholdDirectory households,
            DivisionDirectory divisions,
            PolicyTexts texts,
            Jobs jobs,
            Texts words,
            Access access,
            Audit audit,
            Clock clock,
            @Value("${mingbai.print.keep-days}") int keepDays) {
        this.drafts = drafts;
        this.rows = rows;
        this.stubs = stubs;
        this.folder = folder;
        this.blanks = blanks;
        this.households = households;
        this.divisions = divisions;
        this.texts = texts;
        this.jobs = jobs;
        this.words = words;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
        this.keepDays = keepDays;
    }

    /**
     * A sheet with a code that opens nothing.
     *
     * @param number the household's number with its check character, or that of the blank sheet
     */
    public record Dead(String village, String number) {}

    /**
     * Orders whole villages.
     *
     * @param locale in which the job is named
     * @throws NotFound when a village is out of reach
     * @throws RuleViolation when {@link Leaflets#check} finds something that refuses a village, or none is named
     */
    @Transactional
    public BatchId order(PrintOrder order, Locale locale) {
        access.require(Action.PRINT_LEAFLETS);
        if (order.villages().isEmpty() || order.villages().size() > PrintOrder.MOST) {
            throw new RuleViolation("materials.print.no-village", PrintOrder.MOST);
        }
        var ready = new ArrayList<Draft>();
        for (var village : order.villages()) {
            access.require(Action.PRINT_LEAFLETS, village);
            ready.add(printable(drafts.of(order.kind(), village, null)));
        }
        return placed(order.kind(), Scope.VILLAGES, ready, order.blanks(), locale);
    }

    /**
     * Orders the sheet of one household again, with the code in force.
     *
     * @throws NotFound when the household is out of reach
     * @throws RuleViolation when it gets no sheet, or something refuses the print
     */
    @Transactional
    public BatchId reprint(HouseholdKind kind, HouseholdId household, Locale locale) {
        access.require(Action.PRINT_LEAFLETS);
        var village =
                households.find(household).map(Place::village).orElseThrow(() -> new NotFound("core.access.not-found"));
        access.require(Action.PRINT_LEAFLETS, village);
        var draft = drafts.of(kind, village, household);
        if (draft.lines().isEmpty()) {
            throw new RuleViolation("materials.leaflets.no-sheet");
        }
        return placed(kind, Scope.HOUSEHOLD, List.of(printable(draft)), false, locale);
    }

    /**
     * Orders a range of an earlier batch again, for instance what a printer tore: the same sheets with the same serials.
     *
     * @param from the first serial, from 1; blank sheets go on counting after the households
     * @param to the last serial
     * @throws NotFound when the batch or village is out of reach
     * @throws RuleViolation when there is no such range, or text or local values have changed since
     * @throws Conflict when the batch's names are destroyed
     */
    @Transactional
    public BatchId reprint(BatchId batch, DivisionId village, int from, int to, Locale locale) {
        var found = get(batch);
        access.require(Action.PRINT_LEAFLETS, village);
        var part = found.villages().stream()
                .filter(each -> each.id().equals(village))
                .findFirst()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        var frozen = rows.frozen(batch).orElseThrow(() -> new Conflict("materials.print.destroyed"));
        var values = rows.values(batch, village).orElseThrow(() -> new Conflict("materials.print.destroyed"));
        var text = texts.required(TextCode.LEAFLET, Times.today(clock));
        if (!text.id().equals(frozen.text()) || !values.equals(drafts.valuesToday(village))) {
            throw new RuleViolation("materials.print.changed");
        }
        var sheets = rows.sheets(batch, village);
        // By the serials on the paper: those of a range that is printed a third time do not begin at 1.
        var chosen = sheets.stream()
                .filter(each -> each.position() >= from && each.position() <= to)
                .toList();
        if (chosen.isEmpty() || chosen.size() != (long) to - from + 1) {
            throw new RuleViolation(
                    "materials.print.range",
                    sheets.getFirst().position(),
                    sheets.getLast().position(),
                    from,
                    to);
        }
        var id = rows.insert(new NewBatch(
                frozen.kind(),
                Scope.RANGE,
                village,
                frozen.text(),
                found.textLabel(),
                frozen.issuedOn(),
                access.caller().person(),
                filesUntil()));
        var withHousehold =
                (int) chosen.stream().filter(each -> each.household() != null).count();
        rows.insert(
                id,
                1,
                new NewVillage(
                        village,
                        part.code(),
                        part.name(),
                        values.getOrDefault(LeafletValues.TOWN, ""),
                        values,
                        withHousehold,
                        chosen.size() - withHousehold),
                chosen);
        begin(id, village, frozen.kind(), part.name() + " " + from + "–" + to, chosen.size(), locale);
        return id;
    }

    /** The batches of the caller's reach, the latest first, at most {@value #MOST}. */
    @Transactional(readOnly = true)
    public List<PrintBatch> list() {
        var reach = access.require(Action.PRINT_LEAFLETS);
        return rows.list(reach, access.caller().person(), null, MOST);
    }

    /** Those of them that print something of one village. */
    @Transactional(readOnly = true)
    public List<PrintBatch> list(DivisionId village) {
        var reach = access.require(Action.PRINT_LEAFLETS, village);
        return rows.list(reach, access.caller().person(), village, MOST);
    }

    /**
     * One of them.
     *
     * @throws NotFound when there is none within reach
     */
    @Transactional(readOnly = true)
    public PrintBatch get(BatchId id) {
        var reach = access.require(Action.PRINT_LEAFLETS);
        return rows.find(reach, access.caller().person(), id).orElseThrow(() -> new NotFound("core.access.not-found"));
    }

    /**
     * The sheets of a batch whose codes were revoked after their file was begun, at most {@value #MOST}: they are in the
     * file and open nothing.
     *
     * @throws NotFound when there is no such batch within reach
     */
    @Transactional(readOnly = true)
    public List<Dead> dead(BatchId id) {
        access.require(Action.PRINT_LEAFLETS);
        get(id);
        return rows.dead(id, MOST);
    }

    /**
     * Destroys the files of a batch and the names in its list before their time; that it was printed stays on record.
     *
     * @throws NotFound when there is none within reach
     * @throws Conflict when it is still being made
     */
    @Transactional
    public void destroy(BatchId id) {
        var batch = get(id);
        if (!batch.state().isOver()) {
            throw new Conflict("materials.print.not-over");
        }
        if (rows.destroy(id)) {
            audit.record("print.destroy", "print batch " + id.value(), divisionOf(batch), "by hand");
        }
        // What is marked as destroyed stays so; files that a crash leaves now are swept up at night.
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                folder.destroy(id);
            }
        });
    }

    private Draft printable(Draft draft) {
        if (draft.refusals() > 0) {
            throw new RuleViolation("materials.print.refused", draft.village().name(), draft.refusals());
        }
        return draft;
    }

    private BatchId placed(HouseholdKind kind, Scope scope, List<Draft> ready, boolean withBlanks, Locale locale) {
        var text = ready.getFirst().approved();
        var division = together(ready.stream().map(Draft::village).toList());
        var id = rows.insert(new NewBatch(
                kind,
                scope,
                division,
                text.id(),
                text.text().label(),
                Times.today(clock),
                access.caller().person(),
                filesUntil()));
        var position = 0;
        var count = 0;
        for (var draft : ready) {
            var sheets = sheets(kind, scope, draft, withBlanks);
            count += sheets.size();
            rows.insert(
                    id,
                    ++position,
                    new NewVillage(
                            draft.village().id(),
                            draft.village().code().value(),
                            draft.village().name(),
                            draft.values().getOrDefault(LeafletValues.TOWN, ""),
                            draft.values(),
                            draft.lines().size(),
                            sheets.size() - draft.lines().size()),
                    sheets);
        }
        var first = ready.getFirst().village().name();
        var what = ready.size() == 1
                ? first
                : words.get(
                        locale,
                        "materials.print.villages",
                        divisions.get(division, Times.today(clock)).name(),
                        ready.size());
        begin(id, division, kind, what, count, locale);
        return id;
    }

    private List<Sheet> sheets(HouseholdKind kind, Scope scope, Draft draft, boolean withBlanks) {
        var lines = draft.lines();
        var made = blanks.make(draft.village().id(), withBlanks ? drafts.blanks(lines.size()) : 0);
        var text = draft.approved().id();
        Map<Long, Long> householdStubs = Map.of();
        Map<Long, Long> blankStubs = Map.of();
        if (kind != HouseholdKind.LABEL_EIGHT_UP) {
            householdStubs = stubs.forHouseholds(
                    text,
                    lines.stream()
                            .map(SheetLine::household)
                            .map(HouseholdId::value)
                            .toList());
            blankStubs = stubs.forBlanks(
                    text, made.stream().map(blank -> blank.id().value()).toList());
        }
        var sheets = new ArrayList<Sheet>();
        var digits = String.valueOf(lines.size()).length();
        for (var line : lines) {
            var position = sheets.size() + 1;
            sheets.add(new Sheet(
                    position,
                    line.household(),
                    null,
                    householdStubs.get(line.household().value()),
                    line.number(),
                    scope == Scope.HOUSEHOLD ? "" : ("%0" + digits + "d/%d").formatted(position, lines.size()),
                    line.group(),
                    line.headName()));
        }
        for (var blank : made) {
            sheets.add(new Sheet(
                    sheets.size() + 1,
                    null,
                    blank.id(),
                    blankStubs.get(blank.id().value()),
                    "",
                    blank.number().shown(),
                    "",
                    ""));
        }
        return sheets;
    }

    private void begin(BatchId id, DivisionId division, HouseholdKind kind, String what, int sheets, Locale locale) {
        var name = words.get(locale, "materials.kind." + kind.name());
        rows.setJob(
                id,
                jobs.start(
                        PrintJob.NAME,
                        division,
                        words.get(locale, "materials.print.job", name, what, sheets),
                        new PrintJob.Request(id, locale).text()));
        audit.record(
                "print.order", "print batch " + id.value(), division, kind + ", " + what + ", " + sheets + " sheets");
    }

    private LocalDate filesUntil() {
        return Times.today(clock).plusDays(keepDays);
    }

    private @Nullable DivisionId divisionOf(PrintBatch batch) {
        return batch.villages().isEmpty()
                ? null
                : together(batch.villages().stream()
                        .map(each -> divisions.find(each.id(), batch.issuedOn()))
                        .flatMap(Optional::stream)
                        .toList());
    }

    /** The lowest division that all of them lie in. */
    private DivisionId together(List<Division> villages) {
        var day = Times.today(clock);
        List<DivisionId> common = new ArrayList<>();
        for (var village : villages) {
            var chain = divisions.chain(village.id(), day).stream()
                    .sorted(java.util.Comparator.comparing(Division::level).reversed())
                    .map(Division::id)
                    .toList();
            if (common.isEmpty()) {
                common.addAll(chain);
            } else {
                common.retainAll(chain);
            }
        }
        return common.getFirst();
    }
}
